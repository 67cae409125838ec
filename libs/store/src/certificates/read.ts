import type { Certificate, CertificateId, TeamId } from '@certline/contracts';
import { serialNumberHex, subjectAltNameText } from '@certline/domain';
import type { Database, Tx } from '../database.ts';
import { sanFromColumn } from '../san-column.ts';

/** The rows that make up the public resource, joined; the one place that knows which. */
export function selectCertificates(db: Database | Tx) {
  return db
    .selectFrom('certificate as c')
    .innerJoin('team as t', 't.id', 'c.team_id')
    .leftJoin('authority as a', 'a.id', 'c.authority_id')
    .leftJoin('certificate_intent as i', 'i.certificate_id', 'c.id')
    .leftJoin('certificate_issuance as s', 's.certificate_id', 'c.id')
    .select([
      'c.id',
      'c.status',
      'c.common_name',
      'c.sans',
      'c.subject',
      'a.slug as authority',
      'c.profile',
      'c.validity_days',
      'c.key_algorithm',
      'c.ignored',
      'i.not_before',
      'i.not_after',
      'i.serial',
      's.fingerprint_sha256',
      't.slug as team',
      'c.requested_by',
      'c.created_at',
      's.issued_at',
      'c.failure_code',
      'c.failure_detail',
      'c.labels',
      'c.batch_id',
      'c.renews',
    ])
    .select((eb) => [
      eb('c.csr', 'is not', null).as('has_csr'),
      eb
        .selectFrom('certificate as newer')
        .select('newer.id')
        .whereRef('newer.renews', '=', 'c.id')
        .orderBy('newer.id', 'desc')
        .limit(1)
        .as('renewed_by'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCertificates>['executeTakeFirstOrThrow']>>;

/** A joined row as the API shows it. */
export function toCertificate(row: Row): Certificate {
  return {
    id: row.id,
    status: row.status,
    commonName: row.common_name,
    sans: row.sans.map((san) => subjectAltNameText(sanFromColumn(san))),
    subject: row.subject,
    authority: row.authority ?? 'self',
    profile: row.profile,
    validityDays: row.validity_days,
    key: { algorithm: row.key_algorithm, source: row.has_csr ? 'csr' : 'certline' },
    ignored: row.ignored,
    notBefore: row.not_before?.toISOString() ?? null,
    notAfter: row.not_after?.toISOString() ?? null,
    serial: row.serial === null ? null : serialNumberHex(row.serial),
    fingerprintSha256:
      row.fingerprint_sha256 === null ? null : Buffer.from(row.fingerprint_sha256).toString('hex'),
    team: row.team,
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    issuedAt: row.issued_at?.toISOString() ?? null,
    failure:
      row.failure_code === null
        ? null
        : { code: row.failure_code, detail: row.failure_detail ?? row.failure_code },
    labels: row.labels,
    batch: row.batch_id,
    renews: row.renews,
    renewedBy: row.renewed_by,
  };
}

/** One certificate of the team, or undefined: another team's answers like one that does not exist. */
export async function findCertificate(
  db: Database | Tx,
  team: TeamId,
  id: CertificateId,
): Promise<Certificate | undefined> {
  const row = await selectCertificates(db)
    .where('c.team_id', '=', team)
    .where('c.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : toCertificate(row);
}
