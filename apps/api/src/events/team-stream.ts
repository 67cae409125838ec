import type { CertificateEvent, TeamId } from '@certline/contracts';
import type { Database, EventId } from '@certline/store';
import {
  currentPosition,
  isLater,
  parseEventId,
  readEventsAfter,
  toCertificateEvents,
} from '@certline/store';
import type { Response } from 'express';
import type { EventFollower } from './follower.ts';

const HEARTBEAT_MS = 15_000;
const PAGE = 200;
/** What may wait for a slow reader before its connection is closed; it can resume where it was. */
const LONGEST_BACKLOG_BYTES = 1024 * 1024;

/** A stream of one team's events to one client. */
export type TeamStream = {
  db: Database;
  events: EventFollower;
  team: TeamId;
  /** `Last-Event-ID`: everything after it is sent first. Null starts with what happens from now on. */
  resumeAfter: EventId | null;
  /** Asked at every heartbeat; the stream ends when the right to read has. */
  mayStillRead: () => Promise<boolean>;
};

/**
 * Writes server-sent events (HTML living standard 9.2) until the client goes, the right to read ends, the
 * client takes in too little, or the follower closes. Resolves when the stream has ended.
 */
export async function streamTeamEvents(response: Response, stream: TeamStream): Promise<void> {
  const { db, events, team } = stream;
  // A client that went while it was let in does not tell so again.
  if (response.closed) return;
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  const start = stream.resumeAfter ?? { ...(await currentPosition(db)), part: 0 };
  openStream(response);
  // After its end a stream stays open until a slow reader has taken in the rest; to write then is an error.
  const write = (text: string): void => {
    if (!response.writableEnded) response.write(text);
  };

  let last = start;
  const send = (news: readonly CertificateEvent[]): void => {
    for (const event of news) {
      const id = parseEventId(event.id);
      if (id === undefined || !isLater(id, last)) continue;
      last = id;
      write(`id: ${event.id}\nevent: certificate\ndata: ${JSON.stringify(event)}\n\n`);
    }
  };

  let isLive = false;
  let missed = 0;
  const unsubscribe = events.subscribe(team, {
    onEvents(news) {
      if (!isLive) missed += 1;
      else if (response.writableLength > LONGEST_BACKLOG_BYTES) response.destroy();
      else send(news);
    },
    onClose: () => response.end(),
  });
  const heartbeat = setInterval(() => {
    write(': heartbeat\n\n');
    stream.mayStillRead().then(
      (may) => may || response.end(),
      // Not known at the moment: asked again at the next heartbeat.
      () => undefined,
    );
  }, HEARTBEAT_MS);
  try {
    // The stored event that `start` lies in is read once more: it may have made further entries.
    let from = { xid: start.xid, id: (BigInt(start.id) - 1n).toString() };
    while (!response.destroyed) {
      const missedBefore = missed;
      const page = await readEventsAfter(db, from, { team, limit: PAGE });
      for (const stored of page) send(toCertificateEvents(stored));
      from = page.at(-1) ?? from;
      await drained(response);
      // No await between this check and going live, so nothing can fall in between.
      if (page.length < PAGE && missed === missedBefore) break;
    }
    isLive = true;
    await ended;
  } finally {
    clearInterval(heartbeat);
    unsubscribe();
  }
}

function openStream(response: Response): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // A proxy that compresses or buffers would hold events back.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  response.write(': connected\n\n');
}

/** Waits until a slow reader has taken in what was written, or has gone. */
async function drained(response: Response): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
