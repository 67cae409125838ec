import type { Certificate, CertificateId, TeamId } from '@certline/contracts';
import { assembleCertificate } from '@certline/crypto';
import type { AuthorityId } from '@certline/contracts';
import type { AuthorityRecord, Database } from '@certline/store';
import { findCertificate, findMaterial, listAuthorities } from '@certline/store';
import { ApiError, notFound } from '../http/api-error.ts';
import { chainAbove } from './chain.ts';

/** An issued certificate with what its files are made of; DER throughout. */
export type IssuedCertificate = {
  resource: Certificate;
  certificate: Uint8Array;
  /** From the leaf's issuer upwards, without the root. */
  intermediates: Uint8Array[];
  /** What clients must trust; of a self-signed certificate, itself. */
  root: Uint8Array;
  /** The requester's own request; null when Certline made the key. */
  csr: Uint8Array | null;
  /** Null when the requester keeps the key. */
  sealedKey: Uint8Array | null;
};

/** @throws ApiError not_found, or state_conflict while it is not issued */
export async function readIssuedCertificate(
  db: Database,
  team: TeamId,
  id: CertificateId,
): Promise<IssuedCertificate> {
  const [resource, material, authorities] = await Promise.all([
    findCertificate(db, team, id),
    findMaterial(db, team, id),
    listAuthorities(db),
  ]);
  if (resource === undefined || material === undefined) throw notFound();
  const { issued, csr, authority } = material;
  if (issued === null) {
    throw new ApiError(
      'state_conflict',
      `This certificate is ${resource.status.replace('_', ' ')}. Its files exist once it is issued.`,
    );
  }
  const certificate = assembleCertificate(issued.toBeSigned, issued.signature);
  const { intermediates, root } = above(authorities, authority);
  return {
    resource,
    certificate,
    intermediates,
    root: root ?? certificate,
    csr,
    sealedKey: issued.sealedKey,
  };
}

function above(
  authorities: readonly AuthorityRecord[],
  issuer: AuthorityId | null,
): { intermediates: Uint8Array[]; root: Uint8Array | null } {
  const chain = chainAbove(authorities, issuer).map(({ certificate }) => certificate);
  return { intermediates: chain.slice(0, -1), root: chain.at(-1) ?? null };
}
