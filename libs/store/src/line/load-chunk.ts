import type { AuthorityId, CertificateId } from '@certline/contracts';
import type { CertificateRequest } from '@certline/domain';
import type { Database } from '../database.ts';
import { sanFromColumn } from '../san-column.ts';
import type { Claim } from './claim.ts';

/** A certificate that still waits for its intent, with what was asked for. */
export type QueuedCertificate = {
  certificate: CertificateId;
  authorityId: AuthorityId | null;
  request: CertificateRequest;
  requestedAt: Date;
};

/** The certificates of a claimed chunk that have no intent yet. */
export async function loadQueued(db: Database, claim: Claim): Promise<QueuedCertificate[]> {
  const rows = await db
    .selectFrom('certificate as c')
    .leftJoin('authority as a', 'a.id', 'c.authority_id')
    .select([
      'c.id',
      'c.authority_id',
      'a.slug',
      'c.profile',
      'c.common_name',
      'c.sans',
      'c.subject',
      'c.validity_days',
      'c.key_algorithm',
      'c.csr',
      'c.ignored',
      'c.labels',
      'c.created_at',
    ])
    .where('c.chunk_id', '=', claim.chunk)
    .where('c.status', '=', 'queued')
    .orderBy('c.id')
    .execute();
  return rows.map((row) => ({
    certificate: row.id,
    authorityId: row.authority_id,
    requestedAt: row.created_at,
    request: {
      commonName: row.common_name,
      sans: row.sans.map(sanFromColumn),
      subject: row.subject,
      authority: row.slug ?? 'self',
      profile: row.profile,
      validityDays: row.validity_days,
      keyAlgorithm: row.key_algorithm,
      csr: row.csr,
      ignored: row.ignored,
      labels: row.labels,
    },
  }));
}
