import type { CertificateId, TeamId } from '@certline/contracts';
import type { Sealer, Subject, SubjectAltName } from '@certline/crypto';
import { buildCsr } from '@certline/crypto';
import { parseSubjectAltName } from '@certline/crypto/names';
import type { Database } from '@certline/store';
import { findMaterial } from '@certline/store';
import { deterministicSigner } from './deterministic-signer.ts';
import type { IssuedCertificate } from './issued-certificate.ts';
import { readIssuedCertificate } from './issued-certificate.ts';
import { openLeafKey } from './leaf-key.ts';

/** The request as DER: the requester's own, or one made of the certificate's names and Certline's key. */
export async function csrOf(issued: IssuedCertificate, leafKeys: Sealer): Promise<Uint8Array> {
  if (issued.csr !== null) return issued.csr;
  const privateKey = openLeafKey(issued, leafKeys);
  if (privateKey === null)
    throw new Error(`Certificate ${issued.resource.id} has neither a request nor a key.`);
  const { commonName, subject, sans } = issued.resource;
  return buildCsr({
    signer: deterministicSigner(privateKey),
    subject: subjectOf({ ...subject, commonName: commonName ?? undefined }),
    sans: sans.map(storedName),
  });
}

/**
 * The request of a certificate as DER. The requester's own is there from the start.
 * @throws ApiError not_found, or state_conflict where Certline makes the key and has not yet
 */
export async function readCsr(
  db: Database,
  leafKeys: Sealer,
  team: TeamId,
  id: CertificateId,
): Promise<Uint8Array> {
  const material = await findMaterial(db, team, id);
  return material?.csr ?? csrOf(await readIssuedCertificate(db, team, id), leafKeys);
}

const subjectOf = (fields: Record<string, string | undefined>): Subject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function storedName(text: string): SubjectAltName {
  const parsed = parseSubjectAltName(text);
  if (!parsed.ok) throw new Error('A name that was accepted before is not any more.');
  return parsed.value;
}
