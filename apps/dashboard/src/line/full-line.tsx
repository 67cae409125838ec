'use client';
import type { CertificateEvent, CertificateStatus } from '@certline/contracts';
import { Check, Clock, Minus, X } from 'lucide-react';
import { duration, exactTime, since } from '../time/relative.ts';
import { classNames } from '../ui/class-names.ts';
import { describeLine, type Station, type StationState, stationsOf, totalMs } from './stations.ts';

/** The line across a page: six stations with the time that each took, filling live. */
export function FullLine({
  status,
  events,
}: {
  status: CertificateStatus;
  events: readonly CertificateEvent[];
}) {
  const stations = stationsOf(status, events);
  const total = totalMs(stations);
  return (
    <section aria-label="The line" className="rounded-xl border bg-surface px-3 py-5 shadow-card sm:px-6">
      <p className="sr-only" role="status">
        {describeLine(stations)}
      </p>
      <ol className="grid grid-cols-6">
        {stations.map((station, index) => (
          <StationMark key={station.name} station={station} first={index === 0} total={total} />
        ))}
      </ol>
    </section>
  );
}

function StationMark({ station, first, total }: { station: Station; first: boolean; total: number | null }) {
  const ready = station.name === 'Ready' && station.state === 'done';
  return (
    <li className="relative flex flex-col items-center gap-2 text-center">
      {!first && (
        <span aria-hidden className="absolute top-3 right-1/2 left-[-50%] -translate-y-1/2 px-4 sm:px-5">
          <span className={classNames('block h-0.5 rounded-full', RAILS[station.state])} />
        </span>
      )}
      <span
        className={classNames(
          'z-10 grid size-6 place-items-center rounded-full transition-colors duration-150',
          ready ? 'bg-good text-surface' : MARKS[station.state],
        )}
      >
        <Mark state={station.state} />
      </span>
      <span className="grid">
        <span
          className={classNames('text-xs font-medium sm:text-sm', station.state === 'next' && 'text-soft')}
        >
          {station.name}
        </span>
        <span className="h-4 text-[0.6875rem] text-soft sm:text-xs" title={titleOf(station)}>
          {ready && total !== null ? (
            <b className="font-medium text-good">{duration(total)}</b>
          ) : (
            note(station)
          )}
        </span>
      </span>
    </li>
  );
}

const MARKS = {
  done: 'bg-accent text-surface',
  working: 'border-2 border-accent bg-accent-wash text-accent',
  held: 'bg-warn text-surface',
  failed: 'bg-bad text-surface',
  stopped: 'bg-line-strong text-surface',
  next: 'border-2 border-line bg-surface',
} satisfies Record<StationState, string>;

const RAILS = {
  done: 'bg-accent',
  working: 'bg-accent animate-working',
  held: 'bg-warn',
  failed: 'bg-bad',
  stopped: 'bg-line-strong',
  next: 'bg-line',
} satisfies Record<StationState, string>;

function Mark({ state }: { state: StationState }) {
  const look = 'size-3.5';
  switch (state) {
    case 'done':
      return <Check aria-hidden className={look} strokeWidth={3} />;
    case 'failed':
      return <X aria-hidden className={look} strokeWidth={3} />;
    case 'stopped':
      return <Minus aria-hidden className={look} strokeWidth={3} />;
    case 'held':
      return <Clock aria-hidden className={look} />;
    case 'working':
      return <span aria-hidden className="size-2 animate-working rounded-full bg-accent" />;
    case 'next':
      return null;
  }
}

function titleOf(station: Station): string | undefined {
  return station.at === null ? undefined : exactTime(station.at);
}

/** What stands under a station; nothing while there is nothing to say, in the same height. */
function note(station: Station): string {
  if (station.sincePreviousMs !== null) return since(station.sincePreviousMs);
  if (station.state === 'working') return 'now';
  if (station.state === 'held') return 'waiting';
  if (station.state === 'failed') return 'failed';
  if (station.state === 'stopped') return 'cancelled';
  return '\u00a0';
}
