import { ApiKeyIdSchema } from '@certline/contracts';
import { revokeApiKey } from '@certline/store';
import { actorOf } from '../../access/caller.ts';
import type { Dependencies } from '../../dependencies.ts';
import { empty } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import { route } from '../../http/route.ts';

/** `DELETE /v1/keys/{id}` */
export function removeKey({ db }: Dependencies) {
  return route(
    {
      method: 'delete',
      path: '/v1/keys/{id}',
      access: 'keys:manage',
      summary: 'End an API key at once',
      answers: [{ status: 204, description: 'The key works no more.' }],
    },
    async ({ caller, parameters, requestId }) => {
      const id = ApiKeyIdSchema.safeParse(parameters['id']);
      if (!id.success) throw notFound();
      const by = { actor: actorOf(caller), requestId };
      if (!(await revokeApiKey(db, caller.team.id, id.data, by))) throw notFound();
      return empty(204);
    },
  );
}
