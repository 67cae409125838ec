'use client';
import { type SubmitEvent, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field, inputClass } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { signIn, type SignInOutcome } from './sign-in.ts';

export function SignInForm({ next }: { next: string }) {
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    const result = await signIn(text('email').trim(), text('password'));
    if (result.ok) {
      // A full load, so that nothing of an earlier session stays in memory.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setOutcome(result);
    if (result.field === 'password') password.current?.select();
  }

  const refused = outcome?.ok === false ? outcome : null;
  return (
    <form className="mt-6 grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      {refused?.field === 'form' && <Notice tone="bad">{refused.message}</Notice>}
      <Field label="Email">
        {(control) => (
          <input
            {...control}
            className={inputClass}
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus
          />
        )}
      </Field>
      <Field label="Password" faults={refused?.field === 'password' ? [refused.message] : []}>
        {(control) => (
          <input
            {...control}
            ref={password}
            className={inputClass}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}
