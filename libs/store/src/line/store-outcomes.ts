import type { CertificateId } from '@certline/contracts';
import type { AuditEvent } from '@certline/domain';
import { MOVES } from '@certline/domain';
import { sql } from 'kysely';
import { recordEvent } from '../audit.ts';
import type { Database, Tx } from '../database.ts';
import type { Claim } from './claim.ts';
import { finishChunk, holdClaim } from './claim.ts';

/** A signature over a committed intent. The certificate is its bytes and this, put together when read. */
export type Issued = { certificate: CertificateId; signature: Uint8Array; fingerprintSha256: string };

/** A permanent fault of one certificate: a code for programs, a sentence for people. */
export type Failed = { certificate: CertificateId; code: string; detail: string };

/**
 * Stores how the certificates of a chunk ended, in one transaction with the record of it, and ends the
 * chunk when none is left on the line. Rows that are not in the expected state are left as they are.
 * @throws ClaimLostError
 */
export async function storeOutcomes(
  db: Database,
  claim: Claim,
  outcomes: { issued: readonly Issued[]; signedAt: Date; failed: readonly Failed[] },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await holdClaim(tx, claim);
    await storeIssued(tx, claim, outcomes.issued, outcomes.signedAt);
    await storeFailed(tx, claim, outcomes.failed);
    await finishChunk(tx, claim);
  });
}

async function storeIssued(tx: Tx, claim: Claim, issued: readonly Issued[], signedAt: Date): Promise<void> {
  if (issued.length === 0) return;
  const stored = await sql<{ id: CertificateId }>`
    with moved as (
      update certificate set status = ${MOVES.storeIssued.to}
      where id = any(${issued.map((one) => one.certificate)}::uuid[]) and chunk_id = ${claim.chunk}
        and status = any(${MOVES.storeIssued.from}::text[]) and claim = ${claim.number}
      returning id
    ), inserted as (
      insert into certificate_issuance (certificate_id, team_id, signature, fingerprint_sha256)
      select u.certificate_id, ${claim.team}, u.signature, u.fingerprint
      from unnest(
        ${issued.map((one) => one.certificate)}::uuid[],
        ${issued.map((one) => Buffer.from(one.signature))}::bytea[],
        ${issued.map((one) => Buffer.from(one.fingerprintSha256, 'hex'))}::bytea[]
      ) as u(certificate_id, signature, fingerprint)
      where u.certificate_id in (select id from moved)
    )
    select id from moved`.execute(tx);
  const ids = new Set(stored.rows.map((row) => row.id));
  await record(
    tx,
    claim,
    issued.filter((one) => ids.has(one.certificate)),
    (rows) => ({
      type: 'certificates.issued',
      signedAt: signedAt.toISOString(),
      issued: rows.map(({ certificate, fingerprintSha256 }) => ({ certificate, fingerprintSha256 })),
    }),
  );
}

async function storeFailed(tx: Tx, claim: Claim, failed: readonly Failed[]): Promise<void> {
  if (failed.length === 0) return;
  const stored = await sql<{ id: CertificateId }>`
    update certificate as c set status = ${MOVES.fail.to}, failure_code = u.code, failure_detail = u.detail
    from unnest(
      ${failed.map((one) => one.certificate)}::uuid[],
      ${failed.map((one) => one.code)}::text[],
      ${failed.map((one) => one.detail)}::text[]
    ) as u(id, code, detail)
    where c.id = u.id and c.chunk_id = ${claim.chunk}
      and (c.status = 'queued' or (c.status = 'signing' and c.claim = ${claim.number}))
    returning c.id`.execute(tx);
  const ids = new Set(stored.rows.map((row) => row.id));
  await record(
    tx,
    claim,
    failed.filter((one) => ids.has(one.certificate)),
    (rows) => ({
      type: 'certificates.failed',
      failures: [...rows],
    }),
  );
}

/** One event for all rows; filed under the certificate itself when it is only one. */
async function record<Row extends { certificate: CertificateId }>(
  tx: Tx,
  claim: Claim,
  rows: readonly Row[],
  event: (rows: readonly Row[]) => AuditEvent,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const scope = {
    team: claim.team,
    chunk: claim.chunk,
    ...(rows.length === 1 ? { certificate: first.certificate } : {}),
  };
  await recordEvent(tx, scope, {
    at: new Date().toISOString(),
    actor: { kind: 'system', name: 'signing worker' },
    requestId: null,
    event: event(rows),
  });
}
