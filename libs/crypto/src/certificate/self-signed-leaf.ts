import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import { keyAlgorithmOf } from '../keys/public-key.ts';
import { extendedKeyUsage, LEAF_BASIC_CONSTRAINTS, type LeafPurpose } from './extensions.ts';
import { leafKeyUsage } from './key-usage.ts';
import { type LeafRequest, leafIdentity } from './leaf-template.ts';
import { encodeName } from './name.ts';
import { encodeToBeSigned } from './to-be-signed.ts';

/**
 * DER of the TBSCertificate of a leaf that its own key signs (`openssl x509 -signkey`): issuer is its subject,
 * and it is no CA. RFC 5280 4.2.1.1 lets a self-signed certificate go without authorityKeyIdentifier.
 */
export function selfSignedLeafToBeSigned(
  request: LeafRequest & { readonly purpose: LeafPurpose },
): Uint8Array {
  const name = encodeName(request.subject);
  return encodeToBeSigned({
    serialNumber: request.serialNumber,
    signatureAlgorithm: KEY_ALGORITHMS[keyAlgorithmOf(request.publicKey)].signatureAlgorithm,
    issuer: name,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    subject: name,
    publicKey: request.publicKey,
    extensions: [
      leafKeyUsage(request.publicKey),
      LEAF_BASIC_CONSTRAINTS,
      extendedKeyUsage(request.purpose),
      ...leafIdentity(request),
    ],
  });
}
