import { createCipheriv, createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { concatBytes } from '../der/bytes.ts';
import type { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { integer, NULL, objectIdentifier, octetString, sequence } from '../der/writer.ts';
import { CryptoError } from '../errors.ts';

// RFC 8018 A.4 (PBES2), A.2 (PBKDF2), B.1 (HMAC), B.2 (ciphers).
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const HMAC_WITH_SHA256 = '1.2.840.113549.2.9';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';

const DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  [HMAC_WITH_SHA256]: 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const CIPHERS: Readonly<
  Record<string, { readonly name: string; readonly keyOctets: number; readonly ivOctets: number }>
> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyOctets: 16, ivOctets: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyOctets: 24, ivOctets: 16 },
  [AES_256_CBC]: { name: 'aes-256-cbc', keyOctets: 32, ivOctets: 16 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyOctets: 24, ivOctets: 8 },
};

/** A file with more rounds than this would hold a core for seconds: an attack, not a key. */
export const MAX_ITERATIONS = 10_000_000;

const deriveKey = promisify(pbkdf2);

export interface Pbes2Ciphertext {
  /** DER of the AlgorithmIdentifier. */
  readonly algorithmIdentifier: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** PBES2 with AES-256-CBC under PBKDF2-HMAC-SHA-256; the key is derived on the thread pool. */
export async function encryptPbes2(
  plaintext: Uint8Array,
  passphrase: string,
  options: { readonly iterations: number; readonly random: (octets: number) => Uint8Array },
): Promise<Pbes2Ciphertext> {
  const salt = options.random(16);
  const iv = options.random(16);
  const key = await deriveKey(passphrase, salt, options.iterations, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const ciphertext = concatBytes(cipher.update(plaintext), cipher.final());
  const keyDerivation = sequence(
    objectIdentifier(PBKDF2),
    sequence(
      octetString(salt),
      integer(options.iterations),
      sequence(objectIdentifier(HMAC_WITH_SHA256), NULL),
    ),
  );
  const encryption = sequence(objectIdentifier(AES_256_CBC), octetString(iv));
  return {
    algorithmIdentifier: sequence(objectIdentifier(PBES2), sequence(keyDerivation, encryption)),
    ciphertext,
  };
}

/**
 * The plaintext; undefined when the scheme is not PBES2 with a known cipher. `algorithm` is a reader of the
 * AlgorithmIdentifier's content.
 * @throws CryptoError `key_passphrase_wrong`, `key_encryption_unsupported` for too many rounds, `der_*`.
 */
export async function decryptPbes2(
  algorithm: DerReader,
  ciphertext: Uint8Array,
  passphrase: string,
): Promise<Uint8Array | undefined> {
  if (algorithm.readObjectIdentifier() !== PBES2) return undefined;
  const parameters = algorithm.open(TAG.sequence);
  const keyDerivation = parameters.open(TAG.sequence);
  const encryption = parameters.open(TAG.sequence);
  if (keyDerivation.readObjectIdentifier() !== PBKDF2) return undefined;
  const { salt, iterations, digest } = readPbkdf2(keyDerivation.open(TAG.sequence));
  const cipher = CIPHERS[encryption.readObjectIdentifier()];
  if (cipher === undefined || digest === undefined) return undefined;
  const iv = encryption.read(TAG.octetString);
  if (iterations < 1 || iterations > MAX_ITERATIONS || iv.length !== cipher.ivOctets) throw unreasonable();
  const key = await deriveKey(passphrase, salt, iterations, cipher.keyOctets, digest);
  try {
    const decipher = createDecipheriv(cipher.name, key, iv);
    return concatBytes(decipher.update(ciphertext), decipher.final());
  } catch {
    throw wrongPassphrase();
  }
}

function readPbkdf2(reader: DerReader): { salt: Uint8Array; iterations: number; digest: string | undefined } {
  const salt = reader.read(TAG.octetString);
  const iterations = reader.readSmallInteger();
  if (reader.peekTag() === TAG.integer) reader.readSmallInteger();
  // RFC 8018 A.2: the default is HMAC-SHA-1.
  const prf = reader.openOptional(TAG.sequence);
  return { salt, iterations, digest: prf === undefined ? 'sha1' : DIGESTS[prf.readObjectIdentifier()] };
}

export const wrongPassphrase = (): CryptoError =>
  new CryptoError(
    'key_passphrase_wrong',
    'The passphrase does not open this private key. Check it and try again.',
  );

export const unreasonable = (): CryptoError =>
  new CryptoError(
    'key_encryption_unsupported',
    'The private key is encrypted with unreasonable parameters. Encrypt it again with: openssl pkcs8 -topk8 -v2 aes-256-cbc.',
  );
