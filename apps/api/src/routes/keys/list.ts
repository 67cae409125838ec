import type { ApiKey, Page } from '@certline/contracts';
import { ApiKeyPageSchema } from '@certline/contracts';
import { listApiKeys } from '@certline/store';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { route } from '../../http/route.ts';

/** `GET /v1/keys` */
export function listKeys({ db }: Dependencies) {
  return route(
    {
      method: 'get',
      path: '/v1/keys',
      access: 'keys:manage',
      summary: 'The team’s API keys, newest first',
      answers: [
        { status: 200, description: 'All keys.', contentType: 'application/json', schema: ApiKeyPageSchema },
      ],
    },
    async ({ caller }) =>
      json(200, { items: await listApiKeys(db, caller.team.id), nextCursor: null } satisfies Page<ApiKey>),
  );
}
