import type { CertificateEvent, TeamId } from '@certline/contracts';
import type { Logger } from '@certline/runtime';
import type { Database, Position } from '@certline/store';
import {
  currentPosition,
  hasEventsAfter,
  listenForEvents,
  readEventsAfter,
  toCertificateEvents,
} from '@certline/store';

/** Hears of the certificate events of one team, in order, as they are committed. */
type EventListener = {
  onEvents: (events: readonly CertificateEvent[]) => void;
  /** The follower ends, with the process. */
  onClose: () => void;
};

/** Follows the record once for the whole process and hands each event to whom it concerns. */
export type EventFollower = {
  /** Hears of every event of the team that is read from now on, until the returned function is called. */
  subscribe: (team: TeamId, listener: EventListener) => () => void;
  close: () => Promise<void>;
};

const PAGE = 500;
/** Postgres wakes the follower; this is for a wake-up that got lost with its connection. */
const LOOK_ANYWAY_MS = 5_000;
/** An older transaction is still running: what was committed after it began is not in order before it ends. */
const HELD_BACK_MS = 20;
const RETRY_MS = 1_000;

/** Starts to follow from the newest event on. */
export async function followEvents(
  db: Database,
  databaseUrl: string,
  logger: Logger,
): Promise<EventFollower> {
  const listeners = new Map<TeamId, Set<EventListener>>();
  let position = await currentPosition(db);
  let closed = false;
  let reading: Promise<void> | null = null;
  let wakeUps = 0;
  let timer: NodeJS.Timeout | undefined;

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(wake, delayMs);
  };
  const readAll = async (): Promise<void> => {
    let delayMs = LOOK_ANYWAY_MS;
    let answered = wakeUps;
    try {
      do {
        answered = wakeUps;
        position = await readOn(db, position, listeners);
      } while (answered !== wakeUps);
      if (await hasEventsAfter(db, position)) delayMs = HELD_BACK_MS;
    } catch (error) {
      logger.warn({ err: error }, 'could not read events; trying again');
      delayMs = RETRY_MS;
    }
    reading = null;
    schedule(answered === wakeUps ? delayMs : 0);
  };
  const wake = (): void => {
    wakeUps += 1;
    if (!closed) reading ??= readAll();
  };
  const listening = listenForEvents(databaseUrl, wake);

  return {
    subscribe(team, listener) {
      const ofTeam = listeners.get(team) ?? new Set();
      listeners.set(team, ofTeam.add(listener));
      return () => {
        ofTeam.delete(listener);
        if (ofTeam.size === 0 && listeners.get(team) === ofTeam) listeners.delete(team);
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await listening.close();
      await reading;
      for (const ofTeam of listeners.values()) for (const listener of [...ofTeam]) listener.onClose();
    },
  };
}

/** Reads to the end and hands out; the position that it came to. */
async function readOn(
  db: Database,
  from: Position,
  listeners: ReadonlyMap<TeamId, ReadonlySet<EventListener>>,
): Promise<Position> {
  let position = from;
  for (;;) {
    const page = await readEventsAfter(db, position, { team: null, limit: PAGE });
    for (const stored of page) {
      const ofTeam = stored.team === null ? undefined : listeners.get(stored.team);
      // Decoding is for those who listen.
      if (ofTeam !== undefined) {
        const events = toCertificateEvents(stored);
        if (events.length > 0) for (const listener of [...ofTeam]) listener.onEvents(events);
      }
    }
    const last = page.at(-1);
    if (last !== undefined) position = { xid: last.xid, id: last.id };
    if (page.length < PAGE) return position;
  }
}
