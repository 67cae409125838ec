import { randomBytes } from 'node:crypto';
import { octetString, sequence } from '../der/writer.ts';
import { CryptoError } from '../errors.ts';
import { pemEncode } from '../pem.ts';
import { encryptPbes2 } from './pbes2.ts';

/** OWASP's floor for PBKDF2-HMAC-SHA-256: about 0.2 s a guess on one core. */
export const MIN_ITERATIONS = 600_000;

export interface EncryptOptions {
  /** PBKDF2 rounds, at least 600,000. */
  readonly iterations?: number;
  /** Source of salt and IV. */
  readonly random?: (octets: number) => Uint8Array;
}

/**
 * An EncryptedPrivateKeyInfo (RFC 5958 3) of a PKCS#8 key: PBES2, AES-256-CBC, PBKDF2-HMAC-SHA-256, derived off
 * the event loop. `openssl pkey` opens it, and `openssl rsa` when it is RSA.
 * @throws CryptoError `passphrase_empty`, `key_encryption_unsupported` for too few rounds.
 */
export async function encryptPrivateKey(
  privateKey: Uint8Array,
  passphrase: string,
  { iterations = MIN_ITERATIONS, random = randomBytes }: EncryptOptions = {},
): Promise<Uint8Array> {
  requirePassphrase(passphrase);
  if (!(iterations >= MIN_ITERATIONS)) {
    throw new CryptoError(
      'key_encryption_unsupported',
      `A key is encrypted with at least ${MIN_ITERATIONS} rounds.`,
    );
  }
  const { algorithmIdentifier, ciphertext } = await encryptPbes2(privateKey, passphrase, {
    iterations,
    random,
  });
  return sequence(algorithmIdentifier, octetString(ciphertext));
}

/** encryptPrivateKey as PEM text. */
export const encryptPrivateKeyPem = async (
  privateKey: Uint8Array,
  passphrase: string,
  options?: EncryptOptions,
): Promise<string> =>
  pemEncode('ENCRYPTED PRIVATE KEY', await encryptPrivateKey(privateKey, passphrase, options));

export function requirePassphrase(passphrase: string): void {
  if (passphrase === '')
    throw new CryptoError('passphrase_empty', 'The passphrase is empty. Choose one to protect the key with.');
}
