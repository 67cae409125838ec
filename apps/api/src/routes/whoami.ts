import { SCOPES, WhoamiSchema } from '@certline/contracts';
import type { Whoami } from '@certline/contracts';
import { json } from '../http/answer.ts';
import { route } from '../http/route.ts';

/** `GET /v1/whoami` */
export function whoami() {
  return route(
    {
      method: 'get',
      path: '/v1/whoami',
      access: 'signed_in',
      summary: 'Who is calling, for which team, with which scopes',
      answers: [
        { status: 200, description: 'The caller.', contentType: 'application/json', schema: WhoamiSchema },
      ],
    },
    ({ caller }) => {
      const { kind, name, team, scopes } = caller;
      return Promise.resolve(
        json(200, {
          kind,
          name,
          team: { slug: team.slug, name: team.name },
          scopes: SCOPES.filter((scope) => scopes.has(scope)),
        } satisfies Whoami),
      );
    },
  );
}
