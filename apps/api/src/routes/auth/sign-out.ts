import { pingDatabase } from '@certline/store';
import { z } from 'zod';
import { requireOwnOrigin } from '../../access/origin.ts';
import type { Dependencies } from '../../dependencies.ts';
import { empty } from '../../http/answer.ts';
import { route } from '../../http/route.ts';

/** `POST /auth/sign-out`: ends the session of the cookie. */
export function signOut({ db, sessions, publicUrl }: Dependencies) {
  return route(
    {
      method: 'post',
      path: '/auth/sign-out',
      access: 'public',
      summary: 'Sign out of the portal',
      body: z.strictObject({}).optional(),
      answers: [{ status: 204, description: 'Signed out; the cookie is cleared.' }],
    },
    async ({ request, response }) => {
      const cookie = request.get('Cookie');
      if (cookie !== undefined) {
        requireOwnOrigin(request, publicUrl);
        // better-auth would clear the cookie and say nothing when it cannot end the session.
        await pingDatabase(db);
        const { headers } = await sessions.api.signOut({
          headers: new Headers({ cookie }),
          returnHeaders: true,
        });
        response.append('Set-Cookie', headers.getSetCookie());
      }
      return empty(204);
    },
  );
}
