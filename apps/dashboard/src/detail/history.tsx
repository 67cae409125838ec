'use client';
import type { CertificateEvent, CertificateEventType } from '@certline/contracts';
import { exactTime, since } from '../time/relative.ts';
import { TimeAgo } from '../time/time-ago.tsx';
import { Card } from '../ui/card.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const WORDS = {
  'certificate.requested': 'Asked for',
  'certificate.allowed': 'Allowed by policy',
  'certificate.queued': 'Put in the queue',
  'certificate.delayed': 'Held up; tried again by itself',
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
        {events.toReversed().map((event, index) => (
          <li key={event.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4">
            <span className="font-medium">{WORDS[event.type]}</span>
            <When event={event} previous={events[events.length - index - 2]} />
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

/** The first entry says when; the others how long after the one before. */
function When({ event, previous }: { event: CertificateEvent; previous: CertificateEvent | undefined }) {
  const look = 'text-right text-[0.8125rem] text-soft';
  if (previous === undefined) return <TimeAgo iso={event.at} className={look} />;
  return (
    <time dateTime={event.at} title={exactTime(event.at)} className={look}>
      {since(Date.parse(event.at) - Date.parse(previous.at))}
    </time>
  );
}
