import { type Whoami, WhoamiSchema } from '@certline/contracts';
import { readAs } from './answer.ts';
import type { CallOptions, Send } from './transport.ts';

/** Who is calling. */
export function sessionCalls(send: Send) {
  return {
    async whoami(options: CallOptions = {}): Promise<Whoami> {
      return readAs(WhoamiSchema, await send('/v1/whoami', options));
    },
  };
}
