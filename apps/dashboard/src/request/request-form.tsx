'use client';
import { newIdempotencyKey, ProblemError } from '@certline/client';
import type { Fault } from '@certline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type SubmitEvent, useRef, useState } from 'react';
import { certificateKeys } from '../certificates/queries.ts';
import { api } from '../session/api.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { faultsAt, placeOf } from './faults.ts';
import { bodyOf, type FormState, hasRequest } from './form-state.ts';
import { KeyFold } from './key-fold.tsx';
import { MoreFold } from './more-fold.tsx';
import { NamesField } from './names-field.tsx';
import { profileList } from './queries.ts';
import { SubjectFold } from './subject-fold.tsx';
import { useVerdict } from './use-verdict.ts';
import { ValidityFold } from './validity-fold.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

/** One field for host names; everything else has good defaults and is folded away. */
export function RequestForm({ initial }: { initial: FormState }) {
  const [form, setForm] = useState(initial);
  const profiles = useQuery(profileList());
  const verdict = useVerdict(form);
  const create = useCreate(form);
  const element = useRef<HTMLFormElement>(null);

  const refused = create.error instanceof ProblemError ? (create.error.problem.errors ?? []) : [];
  // Once the form is changed, the answer to its old content says nothing any more.
  const faults: readonly Fault[] = create.isError && refused.length > 0 ? refused : verdict.faults;
  const stray = create.error !== null && !refused.some((fault) => placeOf(fault.path) !== 'form');
  const profile = profiles.data?.items.find((known) => known.id === form.profile);

  function change(part: Partial<FormState>) {
    setForm((before) => ({ ...before, ...part }));
    if (create.isError) create.reset();
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!hasRequest(form) || create.isPending) {
      element.current?.querySelector('textarea')?.focus();
      return;
    }
    create.mutate();
  }

  function submitByKey(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      element.current?.requestSubmit();
    }
  }

  const parts = { form, faults, onChange: change };
  return (
    <form ref={element} noValidate onSubmit={submit} onKeyDown={submitByKey}>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <div className="grid gap-4 p-4 sm:p-5">
            {stray && <FaultNotice error={create.error} />}
            <NamesField
              value={form.names}
              optional={form.keySource === 'csr'}
              faults={faultsAt(faults, 'names')}
              onChange={(names) => change({ names })}
            />
          </div>
          <KeyFold {...parts} permitted={profile?.keyAlgorithms ?? [form.algorithm]} />
          <SubjectFold {...parts} />
          <ValidityFold {...parts} profile={profile} />
          <MoreFold {...parts} profiles={profiles.data?.items ?? []} />
          <div className="flex flex-wrap items-center gap-3 border-t p-4 sm:px-5">
            <Button type="submit" look="primary" disabled={create.isPending}>
              {create.isPending ? 'Asking…' : 'Get the certificate'}
            </Button>
            <span className="hidden text-[0.8125rem] text-soft sm:inline">
              or <kbd className="rounded border bg-sunken px-1 font-mono text-xs">Ctrl</kbd>{' '}
              <kbd className="rounded border bg-sunken px-1 font-mono text-xs">Enter</kbd>
            </span>
          </div>
        </Card>
        <VerdictPanel verdict={verdict} />
      </div>
    </form>
  );
}

/** Asks for the certificate and goes to its page. Asking twice with the same content asks once. */
function useCreate(form: FormState) {
  const router = useRouter();
  const queries = useQueryClient();
  const attempt = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: async () => {
      const body = bodyOf(form);
      const content = JSON.stringify(body);
      if (attempt.current.content !== content) attempt.current = { content, key: newIdempotencyKey() };
      return (await api()).certificates.create(body, { idempotencyKey: attempt.current.key });
    },
    onSuccess(certificate) {
      queries.setQueryData(certificateKeys.detail(certificate.id), certificate);
      void queries.invalidateQueries({ queryKey: certificateKeys.lists });
      router.push(`/certificates/${certificate.id}`);
    },
  });
}
