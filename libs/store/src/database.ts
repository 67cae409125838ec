import type { Transaction } from 'kysely';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { surviveLostConnections } from './lost-connections.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;

/** A pool of connections with the typed query builder on top. `close` ends every connection. */
export type Store = { db: Database; pool: pg.Pool; close: () => Promise<void> };

/** Opens the database. Connects at the first query; a lost connection is replaced at the next one. */
export function openStore(
  databaseUrl: string,
  { connections, onError }: { connections: number; onError: (error: Error) => void },
): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: 5_000,
    // A query that the network swallowed must not hold a lease's worth of work for ever.
    query_timeout: 31_000,
    // The server ends one that is merely slow a little sooner: nothing of it runs on that nobody waits for.
    statement_timeout: 30_000,
  });
  surviveLostConnections(pool, onError);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/** Returns when the database answers. */
export async function pingDatabase(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

/** Whether the fault lies with the database being away, and not with what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    AWAY_CODES.has(code) ||
    // Class 08: connection exception; 53: insufficient resources; 57P0x: shutdown or crash; 57014: took too long.
    /^(08|53|57P0|57014)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/.test(
      error.message,
    )
  );
}

const AWAY_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
]);
