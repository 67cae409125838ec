import { createPrivateKey, createPublicKey, type KeyObject, sign as signWithKey } from 'node:crypto';
import { promisify } from 'node:util';
import { CryptoError } from '../errors.ts';
import { KEY_ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';
import { bufferView } from './buffer-view.ts';
import { keyAlgorithmOf } from './public-key.ts';

/** A key that signs, wherever it lies. `sign` gives the signature as it stands in a certificate's BIT STRING. */
export interface Signer {
  readonly algorithm: KeyAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
}

const signOnThreadPool = promisify(signWithKey);

/**
 * A signer for a PKCS#8 private key held in this process.
 * @throws CryptoError `key_malformed`, or `key_*` for a key that Certline does not use.
 */
export function signerFromPrivateKey(privateKey: Uint8Array): Signer {
  const key = loadPrivateKey(privateKey);
  const publicKey = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  const algorithm = keyAlgorithmOf(publicKey);
  const { digest, signsOnThreadPool } = KEY_ALGORITHMS[algorithm];
  return {
    algorithm,
    publicKey,
    sign: signsOnThreadPool
      ? (toBeSigned) => signOnThreadPool(digest, toBeSigned, key)
      : (toBeSigned) => Promise.resolve(signWithKey(digest, toBeSigned, key)),
  };
}

function loadPrivateKey(privateKey: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: bufferView(privateKey), format: 'der', type: 'pkcs8' });
  } catch {
    throw new CryptoError('key_malformed', 'The private key is not PKCS#8 DER. Export the key again.');
  }
}
