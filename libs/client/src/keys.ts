import {
  type ApiKey,
  ApiKeyPageSchema,
  type CreateApiKey,
  type CreatedApiKey,
  CreatedApiKeySchema,
  type Page,
} from '@certline/contracts';
import { readAs } from './answer.ts';
import type { CallOptions, Send } from './transport.ts';

/** Calls under `/v1/keys`. */
export function keyCalls(send: Send) {
  return {
    async list(options: CallOptions = {}): Promise<Page<ApiKey>> {
      return readAs(ApiKeyPageSchema, await send('/v1/keys', options));
    },

    /** Makes a key. Its `secret` is in this answer alone, so a lost answer is not asked for again. */
    async create(body: CreateApiKey, options: CallOptions = {}): Promise<CreatedApiKey> {
      return readAs(CreatedApiKeySchema, await send('/v1/keys', { ...options, method: 'POST', body }));
    },

    /** The key stops working at once. */
    async remove(id: string, options: CallOptions = {}): Promise<void> {
      await send(`/v1/keys/${encodeURIComponent(id)}`, { ...options, method: 'DELETE', repeatable: true });
    },
  };
}
