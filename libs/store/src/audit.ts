import type { CertificateId, ChunkId, TeamId } from '@certline/contracts';
import type { AuditRecord } from '@certline/domain';
import { encodeAuditRecord } from '@certline/domain';
import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Postgres channel that wakes those who follow the record; it carries no payload. */
export const EVENT_CHANNEL = 'certline_event';

/** Whom an event concerns, for finding it again. */
export type AuditScope = { team: TeamId | null; chunk?: ChunkId; certificate?: CertificateId };

/**
 * Adds an event in the transaction of the change that it tells of, and wakes the followers when that
 * commits. Takes a transaction, not a database: an event without its change does not compile.
 */
export async function recordEvent(tx: Tx, scope: AuditScope, record: AuditRecord): Promise<void> {
  await sql`
    with added as (
      insert into audit_event (team_id, chunk_id, certificate_id, record)
      values (${scope.team}, ${scope.chunk ?? null}, ${scope.certificate ?? null}, ${Buffer.from(encodeAuditRecord(record))})
    )
    select pg_notify(${EVENT_CHANNEL}, '')`.execute(tx);
}
