'use client';
import { ProblemError } from '@certline/client';
import type { CreateCertificate, Fault, PolicyCheck } from '@certline/contracts';
import type { parseSubjectAltName } from '@certline/crypto/names';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../session/api.ts';
import { bodyOf, type FormState, hasRequest } from './form-state.ts';
import { MOST_NAMES, splitNames } from './split-names.ts';

/** A pause in typing that is long enough to ask. */
const PAUSE_MS = 250;

export interface Verdict {
  /** What is wrong, known here at once or said by the API. */
  faults: readonly Fault[];
  /** The API's answer to the form as it stood a moment ago; null while there is nothing to ask. */
  check: PolicyCheck | null;
  /** The form has changed since `check`. */
  pending: boolean;
  /** The API could not be asked. */
  error: Error | null;
}

/** Judges the form while it is typed: names at once in the browser, the whole by the API's policy. */
export function useVerdict(form: FormState): Verdict {
  const local = useNameFaults(form);
  const body = hasRequest(form) && local.length === 0 ? JSON.stringify(bodyOf(form)) : '';
  const asked = useSettled(body);
  const answer = useQuery({
    queryKey: ['check', asked],
    queryFn: async ({ signal }) =>
      (await api()).certificates.check(JSON.parse(asked) as CreateCertificate, { signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const refused = answer.error instanceof ProblemError ? (answer.error.problem.errors ?? null) : null;
  const check = body === '' || answer.error !== null ? null : (answer.data ?? null);
  const fresh = body === asked && !answer.isPlaceholderData;
  return {
    faults: local.length > 0 ? local : fresh && body !== '' ? (refused ?? check?.errors ?? []) : [],
    check,
    pending: body !== '' && (!fresh || answer.isFetching),
    error: refused === null && body !== '' ? answer.error : null,
  };
}

/** The same rules for names as the API's, fetched once the page stands, so that it is not heavier for them. */
function useNameFaults(form: FormState): Fault[] {
  const [rules, setRules] = useState<{ parse: typeof parseSubjectAltName } | null>(null);
  useEffect(() => {
    void import('@certline/crypto/names').then((names) => setRules({ parse: names.parseSubjectAltName }));
  }, []);
  const names = splitNames(form.names);
  if (names.length > MOST_NAMES) {
    return [
      {
        path: 'sans',
        code: 'too_many_names',
        message: `One certificate holds at most ${String(MOST_NAMES)} names, and these are ${String(names.length)}. Take some out, or ask for several certificates.`,
      },
    ];
  }
  if (rules === null) return [];
  return names.flatMap((name, index) => {
    const result = rules.parse(name);
    if (result.ok) return [];
    // Among several, the one that is meant must be told.
    const message = names.length === 1 ? result.message : `\`${name}\`: ${result.message}`;
    return [{ path: `sans.${String(index)}`, code: result.code, message }];
  });
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
