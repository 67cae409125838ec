import type { AuthorityId, CertificateId } from '@certline/contracts';
import type { Database } from '../database.ts';
import type { Claim } from './claim.ts';

declare const committed: unique symbol;

/**
 * Bytes that are committed and were read back. Only this room makes one, and signing takes nothing else:
 * signing what the database does not know does not compile.
 */
export type CommittedIntent = {
  readonly certificate: CertificateId;
  readonly authorityId: AuthorityId | null;
  readonly toBeSigned: Uint8Array;
  readonly sealedKey: Uint8Array | null;
  readonly [committed]: true;
};

/** The committed intents of a claimed chunk that have no certificate yet, also those of an earlier claim. */
export async function readCommittedIntents(db: Database, claim: Claim): Promise<CommittedIntent[]> {
  const rows = await db
    .selectFrom('certificate as c')
    .innerJoin('certificate_intent as i', 'i.certificate_id', 'c.id')
    .select(['i.certificate_id', 'i.authority_id', 'i.to_be_signed', 'i.sealed_key'])
    .where('c.chunk_id', '=', claim.chunk)
    .where('c.status', '=', 'signing')
    .where('c.claim', '=', claim.number)
    .orderBy('c.id')
    .execute();
  return rows.map(
    (row) =>
      ({
        certificate: row.certificate_id,
        authorityId: row.authority_id,
        toBeSigned: row.to_be_signed,
        sealedKey: row.sealed_key,
      }) as CommittedIntent,
  );
}
