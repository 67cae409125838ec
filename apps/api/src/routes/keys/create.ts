import { CreateApiKeySchema, CreatedApiKeySchema } from '@certline/contracts';
import { createApiKey } from '@certline/store';
import { z } from 'zod';
import { actorOf } from '../../access/caller.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { ApiError } from '../../http/api-error.ts';
import { createOnce, repeatableOf } from '../../http/create-once.ts';
import { route } from '../../http/route.ts';

const CreateKeyHeadersSchema = z.object({
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description: 'A repeat makes no second key; it is refused, for the secret is in the first answer alone.',
  }),
});

/** `POST /v1/keys` */
export function createKey({ db }: Dependencies) {
  return route(
    {
      method: 'post',
      path: '/v1/keys',
      access: 'keys:manage',
      summary: 'Make an API key; its secret is in this answer alone',
      requestHeaders: CreateKeyHeadersSchema,
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
    async ({ caller, body, request, requestId }) => {
      const lacking = body.scopes.filter((scope) => !caller.scopes.has(scope));
      if (lacking.length > 0) {
        throw new ApiError(
          'scope_missing',
          `A key can only give scopes that it has itself; this one lacks ${lacking.join(', ')}.`,
        );
      }
      const wanted = { ...body, scopes: [...new Set(body.scopes)] };
      const by = { actor: actorOf(caller), requestId, now: new Date() };
      if (outlives(caller.expiresAt, body.validityDays, by.now)) throw mustEndSooner();
      const repeatable = repeatableOf(request, caller, 'POST /v1/keys', body);
      const key = await db.transaction().execute((tx) =>
        createOnce(tx, repeatable, {
          create: async () => {
            const made = await createApiKey(tx, caller.team.id, wanted, by);
            return { resource: made.id, result: made };
          },
          repeat: (id) => Promise.reject(shownAlready(id)),
        }),
      );
      return json(201, key);
    },
  );
}

/** Else a key that somebody was lent for a day could make itself one for ever. */
function outlives(callerEnds: Date | null, validityDays: number | undefined, now: Date): boolean {
  if (callerEnds === null) return false;
  return validityDays === undefined || now.getTime() + validityDays * 86_400_000 > callerEnds.getTime();
}

const mustEndSooner = (): ApiError =>
  new ApiError(
    'forbidden',
    'A key cannot make one that lasts longer than itself: give fewer `validityDays`, or make the key in the portal.',
  );

const shownAlready = (id: string): ApiError =>
  new ApiError(
    'state_conflict',
    `The first call with this Idempotency-Key made the API key ${id}; its secret was in that answer and is nowhere else. If it got lost, delete that key and make another with a new Idempotency-Key.`,
  );
