import type { AuthorityId, CertificateId } from '@certline/contracts';
import { MOVES, serialNumberHex } from '@certline/domain';
import { sql } from 'kysely';
import { recordEvent } from '../audit.ts';
import type { Database } from '../database.ts';
import type { Claim } from './claim.ts';
import { holdClaim } from './claim.ts';
import type { CommittedIntent } from './committed-intent.ts';
import { readCommittedIntents } from './committed-intent.ts';

/** What is about to be signed, before the database knows it. */
export type Intent = {
  certificate: CertificateId;
  authorityId: AuthorityId | null;
  serialNumber: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  toBeSigned: Uint8Array;
  toBeSignedSha256: string;
  /** Sealed PKCS#8; null when the requester keeps the key. */
  sealedKey: Uint8Array | null;
};

/**
 * Commits serials, to-be-signed bytes and sealed keys of a chunk, one transaction for all, and moves
 * those certificates to `signing`. A certificate that was cancelled meanwhile gets no intent; one that
 * has an intent keeps it. Then reads back what is committed: the only source of what may be signed.
 * @throws ClaimLostError
 */
export async function commitIntents(
  db: Database,
  claim: Claim,
  intents: readonly Intent[],
): Promise<CommittedIntent[]> {
  await db.transaction().execute(async (tx) => {
    await holdClaim(tx, claim);
    // Under a new claim, the rows that an earlier one left in `signing` change hands.
    const moved = await sql<{ id: CertificateId }>`
      with taken_over as (
        update certificate set claim = ${claim.number} where chunk_id = ${claim.chunk} and status = 'signing'
      ), moved as (
        update certificate set status = ${MOVES.commitIntent.to}, claim = ${claim.number}
        where id = any(${intents.map((intent) => intent.certificate)}::uuid[]) and chunk_id = ${claim.chunk}
          and status = any(${MOVES.commitIntent.from}::text[])
        returning id
      ), inserted as (
        insert into certificate_intent
          (certificate_id, team_id, authority_id, serial, not_before, not_after, to_be_signed, sealed_key, claim)
        select u.certificate_id, ${claim.team}, u.authority_id, u.serial, u.not_before, u.not_after, u.to_be_signed, u.sealed_key, ${claim.number}
        from unnest(
          ${intents.map((intent) => intent.certificate)}::uuid[],
          ${intents.map((intent) => intent.authorityId)}::uuid[],
          ${intents.map((intent) => Buffer.from(intent.serialNumber))}::bytea[],
          ${intents.map((intent) => intent.notBefore)}::timestamptz[],
          ${intents.map((intent) => intent.notAfter)}::timestamptz[],
          ${intents.map((intent) => Buffer.from(intent.toBeSigned))}::bytea[],
          ${intents.map((intent) => (intent.sealedKey === null ? null : Buffer.from(intent.sealedKey)))}::bytea[]
        ) as u(certificate_id, authority_id, serial, not_before, not_after, to_be_signed, sealed_key)
        where u.certificate_id in (select id from moved)
      )
      select id from moved`.execute(tx);
    const movedIds = new Set(moved.rows.map((row) => row.id));
    const committed = intents.filter((intent) => movedIds.has(intent.certificate));
    if (committed.length === 0) return;
    const only = committed.length === 1 ? committed[0] : undefined;
    await recordEvent(
      tx,
      {
        team: claim.team,
        chunk: claim.chunk,
        ...(only === undefined ? {} : { certificate: only.certificate }),
      },
      {
        at: new Date().toISOString(),
        actor: { kind: 'system', name: 'signing worker' },
        requestId: null,
        event: {
          type: 'certificates.signing',
          intents: committed.map((intent) => ({
            certificate: intent.certificate,
            issuer: intent.authorityId ?? 'self',
            serial: serialNumberHex(intent.serialNumber),
            toBeSignedSha256: intent.toBeSignedSha256,
          })),
        },
      },
    );
  });
  return readCommittedIntents(db, claim);
}
