import type { Page, Profile } from '@certline/contracts';
import { ProfilePageSchema } from '@certline/contracts';
import { listProfiles } from '@certline/domain';
import { json } from '../http/answer.ts';
import { route } from '../http/route.ts';

/** `GET /v1/profiles` */
export function profiles() {
  return route(
    {
      method: 'get',
      path: '/v1/profiles',
      access: 'signed_in',
      summary: 'The kinds of certificate that can be asked for',
      answers: [
        {
          status: 200,
          description: 'All profiles.',
          contentType: 'application/json',
          schema: ProfilePageSchema,
        },
      ],
    },
    () => Promise.resolve(json(200, { items: listProfiles(), nextCursor: null } satisfies Page<Profile>)),
  );
}
