import { createHash } from 'node:crypto';
import type { TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

/** What an Idempotency-Key is scoped to, and the body it came with. */
export type IdempotencyScope = { team: TeamId; caller: string; route: string; key: string; body: string };

export type Idempotency =
  | { outcome: 'first' }
  | { outcome: 'repeat'; resource: string }
  /** The key was used for another body. */
  | { outcome: 'mismatch' }
  /** The first call with this key has not ended. */
  | { outcome: 'in_progress' };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Looks a key up and, when it is new, holds it until the transaction ends. `rememberIdempotency` must then
 * run in that same transaction: key and resource appear together or not at all, also after a crash.
 */
export async function checkIdempotency(tx: Tx, scope: IdempotencyScope): Promise<Idempotency> {
  const lock = digest(JSON.stringify([scope.team, scope.caller, scope.route, scope.key])).readBigInt64BE(0);
  const held = await sql<{
    held: boolean;
  }>`select pg_try_advisory_xact_lock(${lock.toString()}::bigint) as held`.execute(tx);
  if (held.rows[0]?.held !== true) return { outcome: 'in_progress' };
  const known = await tx
    .selectFrom('idempotency_key')
    .select(['request_sha256', 'resource_id'])
    .where('team_id', '=', scope.team)
    .where('caller', '=', scope.caller)
    .where('route', '=', scope.route)
    .where('key', '=', scope.key)
    .executeTakeFirst();
  if (known === undefined) return { outcome: 'first' };
  return digest(scope.body).equals(known.request_sha256)
    ? { outcome: 'repeat', resource: known.resource_id }
    : { outcome: 'mismatch' };
}

/** Ties a key that was `first` to what was created. */
export async function rememberIdempotency(tx: Tx, scope: IdempotencyScope, resource: string): Promise<void> {
  await tx
    .insertInto('idempotency_key')
    .values({
      team_id: scope.team,
      caller: scope.caller,
      route: scope.route,
      key: scope.key,
      request_sha256: digest(scope.body),
      resource_id: resource,
    })
    .execute();
}

/** Drops keys older than a day, as the contract promises to keep them. */
export async function sweepIdempotencyKeys(db: Database): Promise<void> {
  await sql`delete from idempotency_key where created_at < now() - interval '24 hours'`.execute(db);
}
