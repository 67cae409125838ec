import { CreateApiKeySchema, CreatedApiKeySchema } from '@certline/contracts';
import { createApiKey } from '@certline/store';
import { actorOf } from '../../access/caller.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { ApiError } from '../../http/api-error.ts';
import { route } from '../../http/route.ts';

/** `POST /v1/keys` */
export function createKey({ db }: Dependencies) {
  return route(
    {
      method: 'post',
      path: '/v1/keys',
      access: 'keys:manage',
      summary: 'Make an API key; its secret is in this answer alone',
      body: CreateApiKeySchema,
      answers: [
        {
          status: 201,
          description: 'The key with its secret.',
          contentType: 'application/json',
          schema: CreatedApiKeySchema,
        },
      ],
    },
    async ({ caller, body, requestId }) => {
      const lacking = body.scopes.filter((scope) => !caller.scopes.has(scope));
      if (lacking.length > 0) {
        throw new ApiError(
          'scope_missing',
          `A key can only give scopes that it has itself; this one lacks ${lacking.join(', ')}.`,
        );
      }
      const wanted = { ...body, scopes: [...new Set(body.scopes)] };
      const by = { actor: actorOf(caller), requestId, now: new Date() };
      return json(201, await createApiKey(db, caller.team.id, wanted, by));
    },
  );
}
