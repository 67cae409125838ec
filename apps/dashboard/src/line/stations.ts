import type { CertificateEvent, CertificateEventType, CertificateStatus } from '@certline/contracts';

const STATIONS = ['Asked', 'Allowed', 'Queued', 'Signed', 'Stored', 'Ready'] as const;
type StationName = (typeof STATIONS)[number];

/** `next`: not reached yet. `working`: being done now. `held`: somebody has to act. */
export type StationState = 'done' | 'working' | 'next' | 'held' | 'failed' | 'stopped';

export interface Station {
  name: StationName;
  state: StationState;
  /** When it was reached; null if not, or if only the status is known. */
  at: string | null;
  /** Milliseconds since the station before it; null where either time is not known. */
  sincePreviousMs: number | null;
}

/** How far a status has certainly come, and what the station after that is doing. */
const BY_STATUS = {
  awaiting_approval: { reached: 1, then: 'held' },
  rejected: { reached: 1, then: 'failed' },
  queued: { reached: 3, then: 'next' },
  cancelled: { reached: 3, then: 'stopped' },
  signing: { reached: 3, then: 'working' },
  failed: { reached: 3, then: 'failed' },
  issued: { reached: 6, then: 'next' },
  revoked: { reached: 6, then: 'next' },
} satisfies Record<CertificateStatus, { reached: number; then: StationState }>;

/** The event that marks each station. A certificate is ready the moment that it is stored. */
const MARKS = {
  Asked: 'certificate.requested',
  Allowed: 'certificate.allowed',
  Queued: 'certificate.queued',
  Signed: 'certificate.signed',
  Stored: 'certificate.issued',
  Ready: 'certificate.issued',
} satisfies Record<StationName, CertificateEventType>;

/** The line of one certificate; without `events` from its status alone. */
export function stationsOf(status: CertificateStatus, events: readonly CertificateEvent[] = []): Station[] {
  const times = timesOf(events);
  const { then } = BY_STATUS[status];
  const reached = reachedBy(status, times, events);
  return STATIONS.map((name, index) => {
    const at = index < reached ? (times.get(name) ?? null) : null;
    const before = STATIONS[index - 1];
    const previous = before === undefined ? null : (times.get(before) ?? null);
    return {
      name,
      state: index < reached ? 'done' : index === reached ? then : 'next',
      at,
      sincePreviousMs: at === null || previous === null ? null : Date.parse(at) - Date.parse(previous),
    };
  });
}

/** Stations of the latest run: what came before a retry counts only up to the queue. */
function timesOf(events: readonly CertificateEvent[]): Map<StationName, string> {
  const times = new Map<StationName, string>();
  for (const event of events) {
    if (event.type === 'certificate.retried') {
      times.set('Queued', event.at);
      for (const later of ['Signed', 'Stored', 'Ready'] as const) times.delete(later);
    }
    for (const name of STATIONS) if (MARKS[name] === event.type) times.set(name, event.at);
  }
  return times;
}

function reachedBy(
  status: CertificateStatus,
  times: ReadonlyMap<StationName, string>,
  events: readonly CertificateEvent[],
): number {
  const certain = BY_STATUS[status].reached;
  if (events.length === 0 || certain === STATIONS.length) return certain;
  const seen = STATIONS.findIndex((name) => !times.has(name));
  if (status === 'failed') return seen === -1 ? certain : seen;
  // The status may be older than the newest event, or the other way round: the further one is true.
  return Math.max(certain, seen === -1 ? STATIONS.length : seen);
}

/** Milliseconds from asked to ready; null while it is not ready. */
export function totalMs(stations: readonly Station[]): number | null {
  const first = stations[0]?.at ?? null;
  const last = stations.at(-1)?.at ?? null;
  return first === null || last === null ? null : Date.parse(last) - Date.parse(first);
}

/** The line in one sentence, for those who do not see it. */
export function describeLine(stations: readonly Station[]): string {
  const done = stations.filter((station) => station.state === 'done');
  const at = stations[done.length];
  if (at === undefined) return 'Ready: all six stations are done.';
  const reached = `${String(done.length)} of ${String(stations.length)} stations done`;
  switch (at.state) {
    case 'failed':
      return `Failed at ${at.name}; ${reached}.`;
    case 'held':
      return `Waiting at ${at.name}; ${reached}.`;
    case 'stopped':
      return `Stopped before ${at.name}; ${reached}.`;
    case 'working':
    case 'next':
    case 'done':
      return `Next is ${at.name}; ${reached}.`;
  }
}
