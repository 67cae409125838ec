import type { CertificateId, ChunkId, TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import { recordEvent } from '../audit.ts';
import type { Database, Tx } from '../database.ts';

/**
 * The right to work on a chunk. `number` is a fencing token: it rises with every claim, every later write
 * of the job carries it, and a worker that slept past its lease finds that it writes nothing.
 */
export type Claim = {
  chunk: ChunkId;
  team: TeamId;
  number: number;
  /** How often the chunk has met a transient fault. */
  attempts: number;
};

export type ClaimResult =
  | { outcome: 'claimed'; claim: Claim }
  /** Another worker holds it until then, by Postgres's clock. */
  | { outcome: 'leased'; retryInMs: number }
  /** Nothing is left to do, or it does not exist. */
  | { outcome: 'finished' };

/** Thrown when a later claim exists: what this job would write is no longer its to write. */
export class ClaimLostError extends Error {
  constructor() {
    super('The lease ran out and another worker has claimed this chunk.');
    this.name = 'ClaimLostError';
  }
}

/** Claims a chunk that waits, or whose lease has run out. */
export async function claimChunk(db: Database, chunk: ChunkId, leaseMs: number): Promise<ClaimResult> {
  const claimed = await sql<{ claim: number; team_id: TeamId; attempts: number }>`
    update chunk set status = 'claimed', claim = claim + 1,
      lease_until = now() + make_interval(secs => ${leaseMs / 1000}), dispatched_until = null
    where id = ${chunk} and (status = 'waiting' or (status = 'claimed' and lease_until <= now()))
    returning claim, team_id, attempts`.execute(db);
  const row = claimed.rows[0];
  if (row !== undefined)
    return {
      outcome: 'claimed',
      claim: { chunk, team: row.team_id, number: row.claim, attempts: row.attempts },
    };

  const held = await sql<{ left_ms: number }>`
    select greatest(0, ceil(extract(epoch from lease_until - now()) * 1000))::int as left_ms
    from chunk where id = ${chunk} and status = 'claimed'`.execute(db);
  const lease = held.rows[0];
  return lease === undefined ? { outcome: 'finished' } : { outcome: 'leased', retryInMs: lease.left_ms };
}

/** Makes the claim last `leaseMs` from now. @throws ClaimLostError */
export async function renewClaim(db: Database, claim: Claim, leaseMs: number): Promise<void> {
  const result = await sql`
    update chunk set lease_until = now() + make_interval(secs => ${leaseMs / 1000})
    where id = ${claim.chunk} and claim = ${claim.number} and status = 'claimed'`.execute(db);
  if (result.numAffectedRows !== 1n) throw new ClaimLostError();
}

/** Holds the chunk's row under this claim until the transaction ends. @throws ClaimLostError */
export async function holdClaim(tx: Tx, claim: Claim): Promise<void> {
  const held = await sql`
    select 1 from chunk where id = ${claim.chunk} and claim = ${claim.number} and status = 'claimed'
    for update`.execute(tx);
  if (held.rows.length !== 1) throw new ClaimLostError();
}

/** Ends the chunk when no certificate of it is left on the line. Runs under `holdClaim`. */
export async function finishChunk(tx: Tx, claim: Claim): Promise<void> {
  await sql`
    update chunk set status = 'done', lease_until = null, last_error = null
    where id = ${claim.chunk} and claim = ${claim.number}
      and not exists (select from certificate where chunk_id = ${claim.chunk} and status in ('queued', 'signing'))`.execute(
    tx,
  );
}

/** Whether those who wait are told: soon enough to ask about it, seldom enough that the record is no flood. */
const isTold = (attempts: number): boolean => attempts === 3 || (attempts > 0 && attempts % 10 === 0);

/**
 * Gives a chunk back. After a transient fault with a reason and a growing pause, and from the third on with an event
 * for those who wait, which leaves the reason to the operator; at shutdown with neither.
 * Does nothing when the claim is lost. The claim itself is untouched: the next one will be higher.
 */
export async function releaseChunk(
  db: Database,
  claim: Claim,
  fault: { reason: string; pauseMs: number } | null,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const released = await sql<{ attempts: number }>`
      update chunk set status = 'waiting', lease_until = null, dispatched_until = null,
        attempts = attempts + ${fault === null ? 0 : 1}, last_error = ${fault?.reason ?? null},
        not_before = now() + make_interval(secs => ${(fault?.pauseMs ?? 0) / 1000})
      where id = ${claim.chunk} and claim = ${claim.number} and status = 'claimed'
      returning attempts`.execute(tx);
    const attempts = released.rows[0]?.attempts ?? 0;
    if (fault !== null && isTold(attempts)) await recordDelay(tx, claim, attempts);
  });
}

async function recordDelay(tx: Tx, { chunk, team }: Claim, attempts: number): Promise<void> {
  const waiting = await sql<{ id: CertificateId }>`
    select id from certificate where chunk_id = ${chunk} and status in ('queued', 'signing') order by id`.execute(
    tx,
  );
  const certificates = waiting.rows.map(({ id }) => id);
  const [first, second] = certificates;
  if (first === undefined) return;
  const scope = { team, chunk, ...(second === undefined ? { certificate: first } : {}) };
  await recordEvent(tx, scope, {
    at: new Date().toISOString(),
    actor: { kind: 'system', name: 'signing worker' },
    requestId: null,
    event: { type: 'certificates.delayed', certificates, attempts },
  });
}
