export type SignInOutcome = { ok: true } | { ok: false; message: string; field: 'password' | 'form' };

/** Asks the API for a session cookie and says in words why there is none. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  let answer: Response;
  try {
    answer = await fetch('/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return refuse('Certline cannot be reached. Check the connection and try again.');
  }
  if (answer.ok) return { ok: true };
  if (answer.status === 429) return refuse(tooMany(answer.headers));
  if (answer.status >= 500) return refuse('Certline is not ready yet. Try again in a moment.');
  if (answer.status === 403) {
    return refuse('This address is not the one that Certline was set up for. Open the configured address.');
  }
  return { ok: false, message: 'Email or password is wrong.', field: 'password' };
}

export async function signOut(): Promise<void> {
  await fetch('/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
}

function refuse(message: string): SignInOutcome {
  return { ok: false, message, field: 'form' };
}

function tooMany(headers: Headers): string {
  const seconds = Number(headers.get('retry-after') ?? headers.get('x-retry-after') ?? '');
  return seconds > 0
    ? `Too many attempts. Try again in ${String(seconds)} seconds.`
    : 'Too many attempts. Try again in a minute.';
}
