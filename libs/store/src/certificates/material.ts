import type { AuthorityId, CertificateId, CertificateStatus, TeamId } from '@certline/contracts';
import type { Database } from '../database.ts';

/** What files are made of: the bytes of an issued certificate and its key, as stored. */
export type CertificateMaterial = {
  status: CertificateStatus;
  name: string;
  authority: AuthorityId | null;
  /** PKCS#10 DER of the requester; null when Certline made the key. */
  csr: Uint8Array | null;
  issued: {
    toBeSigned: Uint8Array;
    signature: Uint8Array;
    sealedKey: Uint8Array | null;
    issuedAt: Date;
  } | null;
};

/** The bytes of one of the team's certificates, or undefined. */
export async function findMaterial(
  db: Database,
  team: TeamId,
  id: CertificateId,
): Promise<CertificateMaterial | undefined> {
  const row = await db
    .selectFrom('certificate as c')
    .leftJoin('certificate_intent as i', 'i.certificate_id', 'c.id')
    .leftJoin('certificate_issuance as s', 's.certificate_id', 'c.id')
    .select([
      'c.status',
      'c.name',
      'c.authority_id',
      'c.csr',
      'i.to_be_signed',
      'i.sealed_key',
      's.signature',
      's.issued_at',
    ])
    .where('c.team_id', '=', team)
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { to_be_signed: toBeSigned, signature, issued_at: issuedAt } = row;
  return {
    status: row.status,
    name: row.name,
    authority: row.authority_id,
    csr: row.csr,
    issued:
      toBeSigned === null || signature === null || issuedAt === null
        ? null
        : { toBeSigned, signature, sealedKey: row.sealed_key, issuedAt },
  };
}
