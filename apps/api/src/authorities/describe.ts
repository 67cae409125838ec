import type { Authority, AuthorityId } from '@certline/contracts';
import { describeCertificate } from '@certline/crypto';
import type { AuthorityRecord } from '@certline/store';

/** An authority as the API shows it; `issued` counts the asking team's certificates. */
export function describeAuthority(
  authority: AuthorityRecord,
  all: readonly AuthorityRecord[],
  issued: ReadonlyMap<AuthorityId, number>,
): Authority {
  const { id, slug, name, kind, issuerId, isDefault, keyAlgorithm, notBefore, notAfter } = authority;
  const { subject, serialNumber, fingerprintSha256 } = describeCertificate(authority.certificate);
  return {
    id,
    slug,
    name,
    kind,
    issuer: all.find((candidate) => candidate.id === issuerId)?.slug ?? null,
    isDefault,
    keyAlgorithm,
    subject,
    serial: serialNumber,
    fingerprintSha256,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    issuedCount: issued.get(id) ?? 0,
  };
}
