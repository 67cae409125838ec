import { recordEvent } from '@certline/store';
import type { Database } from '@certline/store';
import { isAPIError } from 'better-auth/api';
import { z } from 'zod';
import { SIGN_IN_CHALLENGE } from '../../access/challenge.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { ApiError } from '../../http/api-error.ts';
import { route } from '../../http/route.ts';
import { createTurns } from '../../http/turns.ts';

const SignInSchema = z.strictObject({
  email: z.string().trim().min(1, 'Give your e-mail address.').max(320),
  password: z.string().min(1, 'Give your password.').max(256),
});
const SignedInSchema = z.strictObject({ email: z.string(), name: z.string() });

/** `POST /auth/sign-in/email`: e-mail and password for a session cookie. */
export function signIn({ db, sessions, throttle, publicUrl }: Dependencies) {
  // scrypt takes a thread of libuv's four for each.
  const turns = createTurns({ atOnce: 1, waiting: 20 });
  return route(
    {
      method: 'post',
      path: '/auth/sign-in/email',
      access: 'public',
      summary: 'Sign in to the portal',
      body: SignInSchema,
      answers: [
        {
          status: 200,
          description: 'Signed in; the session cookie is set.',
          contentType: 'application/json',
          schema: SignedInSchema,
        },
      ],
    },
    async ({ request, response, requestId, body }) => {
      const origin = request.get('Origin');
      // Browsers always send it: without this, another site could sign people in to an account of its own.
      if (origin !== undefined && origin !== publicUrl) {
        throw new ApiError('origin_refused', `Sign in at ${publicUrl}: the request came from elsewhere.`);
      }
      const { headers, response: session } = await turns.take(async () => {
        const attempt = await throttle.count(request.ip ?? 'unknown', body.email);
        const signedIn = await sessions.api
          .signInEmail({ body, headers: new Headers(), returnHeaders: true })
          .catch((error: unknown) => {
            throw isAPIError(error) && error.statusCode < 500 ? wrong() : error;
          });
        await attempt.succeeded();
        return signedIn;
      });
      await recordSignIn(db, session.user, requestId);
      response.append('Set-Cookie', headers.getSetCookie());
      return json(200, { email: session.user.email, name: session.user.name });
    },
  );
}

const wrong = (): ApiError =>
  new ApiError('not_signed_in', 'E-mail or password is wrong. Check both and try again.', {
    headers: SIGN_IN_CHALLENGE,
  });

async function recordSignIn(
  db: Database,
  user: { id: string; email: string },
  requestId: string,
): Promise<void> {
  await db.transaction().execute((tx) =>
    recordEvent(
      tx,
      { team: null },
      {
        at: new Date().toISOString(),
        actor: { kind: 'user', id: user.id, name: user.email },
        requestId,
        event: { type: 'user.signed_in', user: user.id },
      },
    ),
  );
}
