import {
  type Authority,
  AuthorityPageSchema,
  type Page,
  type Profile,
  ProfilePageSchema,
} from '@certline/contracts';
import { readAs } from './answer.ts';
import type { CallOptions, Send } from './transport.ts';

/** Calls under `/v1/authorities`. */
export function authorityCalls(send: Send) {
  return {
    async list(options: CallOptions = {}): Promise<Page<Authority>> {
      return readAs(AuthorityPageSchema, await send('/v1/authorities', options));
    },

    /** PEM text of the authority (`default` is an id too), its chain, or the root above it. */
    async pem(
      id: string,
      what: 'certificate' | 'chain' | 'root',
      options: CallOptions = {},
    ): Promise<string> {
      const path = `/v1/authorities/${encodeURIComponent(id)}/${what}.pem`;
      return (await send(path, { ...options, headers: { accept: '*/*' } })).text();
    },
  };
}

/** Calls under `/v1/profiles`. */
export function profileCalls(send: Send) {
  return {
    async list(options: CallOptions = {}): Promise<Page<Profile>> {
      return readAs(ProfilePageSchema, await send('/v1/profiles', options));
    },
  };
}
