'use client';
import { ProblemError } from '@certline/client';
import type { CreateApiKey, CreatedApiKey, Scope } from '@certline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { api } from '../session/api.ts';
import { Button } from '../ui/button.tsx';
import { Field, inputClass } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Toggle } from '../ui/toggle.tsx';
import { keyList } from './queries.ts';
import { SCOPE_WORDS, SCOPES } from './scopes.ts';

const USUAL_SCOPES: readonly Scope[] = ['certificates:read', 'certificates:request', 'bundles:download'];

/** A key's name, what it may do, and for how long. */
export function NewKeyForm({ onMade }: { onMade: (key: CreatedApiKey) => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(USUAL_SCOPES));
  const [days, setDays] = useState('365');
  const create = useMutation({
    mutationFn: async (body: CreateApiKey) => (await api()).keys.create(body),
    onSuccess(key) {
      void queries.invalidateQueries({ queryKey: keyList().queryKey });
      onMade(key);
    },
  });
  const faults = (path: string) =>
    create.error instanceof ProblemError ? create.error.faultsAt(path).map((fault) => fault.message) : [];
  const beside = [...faults('name'), ...faults('scopes'), ...faults('validityDays')];

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    create.mutate({
      name,
      scopes: SCOPES.filter((scope) => scopes.has(scope)),
      ...(days === '' ? {} : { validityDays: Number(days) }),
    });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      {create.error !== null && beside.length === 0 && <Notice tone="bad">{create.error.message}</Notice>}
      <Field label="Name" hint="What uses it, such as “deploy of shop”." faults={faults('name')}>
        {(control) => (
          <input
            {...control}
            autoFocus
            className={inputClass}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium">What it may do</legend>
        {SCOPES.map((scope) => (
          <Toggle
            key={scope}
            checked={scopes.has(scope)}
            onChange={(on) =>
              setScopes(
                (before) => new Set(on ? [...before, scope] : [...before].filter((other) => other !== scope)),
              )
            }
          >
            {SCOPE_WORDS[scope]}
          </Toggle>
        ))}
        {faults('scopes').map((fault) => (
          <p key={fault} className="text-[0.8125rem] text-bad">
            {fault}
          </p>
        ))}
      </fieldset>
      <Field label="Ends after" faults={faults('validityDays')}>
        {(control) => (
          <select
            {...control}
            className={inputClass}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          >
            <option value="30">30 days</option>
            <option value="90">90 days</option>
            <option value="365">A year</option>
            <option value="">Never</option>
          </select>
        )}
      </Field>
      <Button type="submit" look="primary" disabled={create.isPending}>
        {create.isPending ? 'Making…' : 'Make the key'}
      </Button>
    </form>
  );
}
