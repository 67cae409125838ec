import type { TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import pg from 'pg';
import { EVENT_CHANNEL } from '../audit.ts';
import type { Database } from '../database.ts';
import type { Position, StoredEvent } from './certificate-events.ts';

/** A stored event and whose it is. */
export type TeamEvent = StoredEvent & { team: TeamId | null };

/**
 * Events after a position, in the order of their transactions. Only those of transactions older than the
 * oldest running one: nothing can be added before them any more, so a reader that goes on from the last
 * one misses none (sequence numbers alone have gaps and commit late).
 */
export async function readEventsAfter(
  db: Database,
  after: Position,
  { team, limit }: { team: TeamId | null; limit: number },
): Promise<TeamEvent[]> {
  const rows = await sql<TeamEvent>`
    select xid::text as xid, id::text as id, team_id as team, record from audit_event
    where (xid, id) > (${after.xid}::text::xid8, ${after.id}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
      ${team === null ? sql`` : sql`and team_id = ${team}`}
    order by audit_event.xid, audit_event.id limit ${limit}`.execute(db);
  return rows.rows;
}

/** Whether anything was committed after a position, also what `readEventsAfter` still holds back. */
export async function hasEventsAfter(db: Database, after: Position): Promise<boolean> {
  const rows = await sql<{ more: boolean }>`
    select exists (select from audit_event
      where (xid, id) > (${after.xid}::text::xid8, ${after.id}::bigint)) as more`.execute(db);
  return rows.rows[0]?.more === true;
}

/** The newest position that a new follower starts from. */
export async function currentPosition(db: Database): Promise<Position> {
  const rows = await sql<Position>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as xid,
      '999999999999999999' as id`.execute(db);
  const [position] = rows.rows;
  if (position === undefined) throw new Error('Postgres did not say where it stands.');
  return position;
}

/**
 * Calls `onWake` whenever an event was committed, on a connection of its own; comes back by itself after
 * a lost connection (and wakes once, since something may have been missed). Ends with the returned close.
 */
export function listenForEvents(databaseUrl: string, onWake: () => void): { close: () => Promise<void> } {
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client = next;
    const lost = () => {
      if (closed || client !== next) return;
      client = undefined;
      next.end().catch(() => undefined);
      retry = setTimeout(() => void connect(), RECONNECT_MS);
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', onWake);
    try {
      await next.connect();
      await next.query(`listen ${EVENT_CHANNEL}`);
      onWake();
    } catch {
      lost();
    }
  };
  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}

const RECONNECT_MS = 500;
