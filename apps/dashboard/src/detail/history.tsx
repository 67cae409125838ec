'use client';
import type { CertificateEvent, CertificateEventType } from '@certline/contracts';
import { TimeAgo } from '../time/time-ago.tsx';
import { Card } from '../ui/card.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const WORDS = {
  'certificate.requested': 'Asked for',
  'certificate.allowed': 'Allowed by policy',
  'certificate.queued': 'Put in the queue',
  'certificate.signing': 'Serial number reserved, content committed',
  'certificate.signed': 'Signed and checked',
  'certificate.issued': 'Stored and ready',
  'certificate.failed': 'Failed',
  'certificate.retried': 'Tried again',
  'certificate.cancelled': 'Cancelled',
  'certificate.key_downloaded': 'Private key downloaded',
} satisfies Record<CertificateEventType, string>;

/** Everything that happened, newest first, as the audit log has it. */
export function History({ events, loading }: { events: readonly CertificateEvent[]; loading: boolean }) {
  return (
    <Card title="History">
      <ol className="grid gap-3 p-4 sm:p-5">
        {loading && <Skeleton className="h-4 w-56" />}
        {events.toReversed().map((event) => (
          <li key={event.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4">
            <span className="font-medium">{WORDS[event.type]}</span>
            <TimeAgo iso={event.at} className="text-right text-[0.8125rem] text-soft" />
            <span className="col-span-2 text-[0.8125rem] break-words text-soft">
              <Sentence
                text={[event.detail, event.actor === '' ? '' : `by ${event.actor}`]
                  .filter((part) => part !== '')
                  .join(' · ')}
              />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
