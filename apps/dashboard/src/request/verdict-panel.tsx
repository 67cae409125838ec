'use client';
import type { PolicyCheck } from '@certline/contracts';
import { Check, X } from 'lucide-react';
import { calendarDay } from '../time/relative.ts';
import { Card } from '../ui/card.tsx';
import { classNames } from '../ui/class-names.ts';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { KEY_ALGORITHMS } from './key-algorithms.ts';
import type { Verdict } from './use-verdict.ts';

/** What will be issued, and what policy says to it, while the form is typed. */
export function VerdictPanel({ verdict }: { verdict: Verdict }) {
  const { check, faults, pending, error } = verdict;
  return (
    <Card title="What will be issued" className="lg:sticky lg:top-10">
      <div aria-live="polite" className={classNames('grid gap-4 p-4 sm:p-5', pending && 'opacity-70')}>
        {error !== null && <FaultNotice error={error} />}
        {error === null && check === null && faults.length === 0 && (
          <p className="text-soft">
            Type a host name. Here you see the certificate that you will get, and what policy says to it,
            before you ask.
          </p>
        )}
        {check === null && faults.length > 0 && (
          <Notice tone="bad" title="Not yet">
            <p>
              <Sentence text={faults[0]?.message ?? ''} />
            </p>
            {faults.length > 1 && (
              <p className="mt-1 text-soft">And {faults.length - 1} more beside the fields.</p>
            )}
          </Notice>
        )}
        {check?.wouldIssue && <Preview wouldIssue={check.wouldIssue} />}
        {check !== null && <Rules check={check} />}
      </div>
    </Card>
  );
}

function Preview({ wouldIssue }: { wouldIssue: NonNullable<PolicyCheck['wouldIssue']> }) {
  const { sans, notAfter, keyAlgorithm, ignored } = wouldIssue;
  return (
    <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-2">
      <dt className="text-soft">{sans.length === 1 ? 'Name' : `${String(sans.length)} names`}</dt>
      <dd>
        <ul className="max-h-64 overflow-y-auto" tabIndex={sans.length > 10 ? 0 : undefined}>
          {sans.map((name) => (
            <li key={name} className="font-mono text-[0.8125rem] leading-5 break-all">
              {name}
            </li>
          ))}
        </ul>
      </dd>
      <dt className="text-soft">Until</dt>
      <dd>{calendarDay(notAfter)}</dd>
      <dt className="text-soft">Key</dt>
      <dd>{KEY_ALGORITHMS[keyAlgorithm].name}</dd>
      {ignored.length > 0 && (
        <>
          <dt className="text-soft">Left out</dt>
          <dd>{ignored.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function Rules({ check }: { check: PolicyCheck }) {
  const refusedByRule = check.rules.some((rule) => !rule.allowed);
  const sentences = new Set(check.rules.map((rule) => rule.reason));
  const others = check.errors.filter((fault) => !sentences.has(fault.message));
  return (
    <div className={check.wouldIssue === null ? '' : 'border-t pt-4'}>
      <p
        className={classNames(
          'mb-2 flex items-center gap-1.5 font-medium',
          check.allowed ? 'text-good' : 'text-bad',
        )}
      >
        {check.allowed ? <Check aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
        {check.allowed ? 'Policy allows it' : refusedByRule ? 'Policy does not allow it' : 'Not yet'}
      </p>
      <ul className="grid gap-1.5 text-[0.8125rem]">
        {others.map((fault) => (
          <li key={fault.path + fault.message} className="flex gap-2">
            <X aria-label="Fault:" className="mt-0.5 size-3.5 shrink-0 text-bad" />
            <span className="min-w-0 break-words">
              <Sentence text={fault.message} />
            </span>
          </li>
        ))}
        {check.rules.map((rule) => (
          <li key={rule.rule} className="flex gap-2">
            {rule.allowed ? (
              <Check aria-label="Allowed:" className="mt-0.5 size-3.5 shrink-0 text-good" />
            ) : (
              <X aria-label="Refused:" className="mt-0.5 size-3.5 shrink-0 text-bad" />
            )}
            <span className={classNames('min-w-0 break-words', rule.allowed && 'text-soft')}>
              <Sentence text={rule.reason} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
