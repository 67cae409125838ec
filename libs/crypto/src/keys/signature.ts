import { constants, type VerifyKeyObjectInput, verify } from 'node:crypto';
import { toHex } from '../der/bytes.ts';
import { CryptoError } from '../errors.ts';
import { readPssParameters } from './pss.ts';
import { loadPublicKey } from './public-key.ts';

interface SignatureScheme {
  readonly displayName: string;
  readonly keyType: 'rsa' | 'ec' | 'ed25519';
  readonly digest: 'sha256' | 'sha384' | 'sha512' | null;
  readonly options?: Omit<VerifyKeyObjectInput, 'key'>;
}

/** The signature algorithms that are believed, by the hexadecimal DER of their AlgorithmIdentifier. */
const SIGNATURE_SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  '300d06092a864886f70d01010b0500': { displayName: 'RSA with SHA-256', keyType: 'rsa', digest: 'sha256' },
  '300d06092a864886f70d01010c0500': { displayName: 'RSA with SHA-384', keyType: 'rsa', digest: 'sha384' },
  '300d06092a864886f70d01010d0500': { displayName: 'RSA with SHA-512', keyType: 'rsa', digest: 'sha512' },
  '300a06082a8648ce3d040302': { displayName: 'ECDSA with SHA-256', keyType: 'ec', digest: 'sha256' },
  '300a06082a8648ce3d040303': { displayName: 'ECDSA with SHA-384', keyType: 'ec', digest: 'sha384' },
  '300a06082a8648ce3d040304': { displayName: 'ECDSA with SHA-512', keyType: 'ec', digest: 'sha512' },
  '300506032b6570': { displayName: 'Ed25519', keyType: 'ed25519', digest: null },
};

function findScheme(algorithmIdentifier: Uint8Array): SignatureScheme | undefined {
  const scheme = SIGNATURE_SCHEMES[toHex(algorithmIdentifier)];
  if (scheme !== undefined) return scheme;
  const pss = readPssParameters(algorithmIdentifier);
  return (
    pss && {
      displayName: `RSA-PSS with ${pss.digest.replace('sha', 'SHA-')}`,
      keyType: 'rsa',
      digest: pss.digest,
      options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss.saltLength },
    }
  );
}

/** What people call the algorithm of an AlgorithmIdentifier, undefined when it is not accepted here. */
export const signatureAlgorithmName = (algorithmIdentifier: Uint8Array): string | undefined =>
  findScheme(algorithmIdentifier)?.displayName;

/**
 * Whether `signature` is the key's over `signed`. The algorithm must fit the kind of key.
 * @throws CryptoError `signature_algorithm_unsupported` for SHA-1, MD5 and all that is not in the table above.
 */
export function verifySignature(
  algorithmIdentifier: Uint8Array,
  signed: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const scheme = findScheme(algorithmIdentifier);
  if (scheme === undefined) {
    throw new CryptoError(
      'signature_algorithm_unsupported',
      'It is signed with an algorithm that is not accepted (SHA-1 and MD5 are no longer safe). Sign it again with SHA-256, SHA-384 or SHA-512, for example: openssl req -sha256.',
    );
  }
  const key = loadPublicKey(publicKey);
  if (key.asymmetricKeyType !== scheme.keyType) return false;
  try {
    return verify(scheme.digest, signed, { key, ...scheme.options }, signature);
  } catch {
    // OpenSSL throws instead of answering for some malformed signatures.
    return false;
  }
}
