import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { safeNext } from '../../session/leave.ts';
import { whoami } from '../../session/server.ts';
import { SignInForm } from '../../session/sign-in-form.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next } = await searchParams;
  const target = safeNext(typeof next === 'string' ? next : undefined);
  // With the API away nobody can be signed in; the form says so when it is sent.
  const user = await whoami().catch(() => null);
  if (user !== null) redirect(target);
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm">
        <Wordmark />
        <h1 className="mt-8 text-2xl font-semibold tracking-tight">Sign in</h1>
        <p className="mt-1 text-soft">From a host name to trusted HTTPS.</p>
        <SignInForm next={target} />
      </div>
    </main>
  );
}
