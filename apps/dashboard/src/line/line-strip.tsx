import type { CertificateStatus } from '@certline/contracts';
import { classNames } from '../ui/class-names.ts';
import { describeLine, type StationState, stationsOf } from './stations.ts';

const BARS = {
  done: 'bg-accent',
  working: 'bg-accent animate-working',
  held: 'bg-warn',
  failed: 'bg-bad',
  stopped: 'bg-line-strong',
  next: 'bg-line',
} satisfies Record<StationState, string>;

/** The line in the height of a table row: one short bar a station, filled from the status. */
export function LineStrip({ status }: { status: CertificateStatus }) {
  const stations = stationsOf(status);
  const ready = stations.at(-1)?.state === 'done';
  return (
    <span role="img" aria-label={describeLine(stations)} className="flex w-28 items-center gap-0.5">
      {stations.map((station) => (
        <span
          key={station.name}
          className={classNames(
            'h-1.5 flex-1 rounded-full transition-colors duration-150',
            // What moves stands out; what is over is quiet but for its end.
            ready ? (station.name === 'Ready' ? 'bg-good' : 'bg-good/45') : BARS[station.state],
          )}
        />
      ))}
    </span>
  );
}
