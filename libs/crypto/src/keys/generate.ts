import { KEY_ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';

/** `privateKey` is PKCS#8 DER (RFC 5958), `publicKey` SubjectPublicKeyInfo DER (RFC 5280 4.1.2.7). */
export interface KeyPair {
  readonly algorithm: KeyAlgorithm;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A fresh key pair; RSA is made on the thread pool, so the event loop stays free. */
export async function generateKeyPair(algorithm: KeyAlgorithm): Promise<KeyPair> {
  const { privateKey, publicKey } = await KEY_ALGORITHMS[algorithm].generate();
  return { algorithm, privateKey, publicKey };
}
