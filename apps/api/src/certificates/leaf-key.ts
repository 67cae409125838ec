import type { Sealer } from '@certline/crypto';
import type { IssuedCertificate } from './issued-certificate.ts';

/** PKCS#8 DER of the key that Certline made, or null when the requester keeps it. */
export function openLeafKey({ resource, sealedKey }: IssuedCertificate, leafKeys: Sealer): Uint8Array | null {
  return sealedKey === null ? null : leafKeys.open(sealedKey, new TextEncoder().encode(resource.id));
}
