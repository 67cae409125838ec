import { createPrivateKey, createPublicKey, type KeyObject, type PrivateKeyInput } from 'node:crypto';
import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { CryptoError } from '../errors.ts';
import { type PemLabel, pemDecodeAll } from '../pem.ts';
import { bufferView } from './buffer-view.ts';
import type { KeyPair } from './generate.ts';
import { decryptLegacy } from './legacy-encryption.ts';
import { decryptPbes2, wrongPassphrase } from './pbes2.ts';
import { keyAlgorithmOf } from './public-key.ts';

type DerFormat = 'pkcs1' | 'sec1' | 'pkcs8' | 'encrypted-pkcs8';

const FORMAT_OF_LABEL: Readonly<Partial<Record<PemLabel, DerFormat>>> = {
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
  'PRIVATE KEY': 'pkcs8',
  'ENCRYPTED PRIVATE KEY': 'encrypted-pkcs8',
};

// An RSA-4096 key in PEM has 3.3 KB.
const MAX_LENGTH = 64 * 1024;

/**
 * Reads a private key in PKCS#1, SEC 1 or PKCS#8, plain or encrypted (PBES2, PKCS#12's old schemes, and the
 * `Proc-Type: 4,ENCRYPTED` of old PEM files), in PEM or DER.
 * @throws CryptoError `key_passphrase_required`, `key_passphrase_wrong`, `key_encryption_unsupported`,
 *   `key_malformed`, `pem_*`, `der_*`, `key_*` for keys that Certline does not use.
 */
export async function readPrivateKey(pemOrDer: string | Uint8Array, passphrase?: string): Promise<KeyPair> {
  if (pemOrDer.length > MAX_LENGTH) throw malformed();
  if (typeof pemOrDer !== 'string') return readDer(pemOrDer, formatOf(pemOrDer), passphrase);
  if (pemOrDer.includes('Proc-Type: 4,ENCRYPTED')) return readLegacyPem(pemOrDer, passphrase);
  const blocks = pemDecodeAll(pemOrDer).filter(({ label }) => label !== 'EC PARAMETERS');
  const [block] = blocks;
  const format = block && FORMAT_OF_LABEL[block.label];
  if (block === undefined || format === undefined || blocks.length > 1) {
    throw new CryptoError(
      'pem_label_unexpected',
      'There must be exactly one private key in the file, and nothing else.',
    );
  }
  return readDer(block.der, format, passphrase);
}

async function readDer(der: Uint8Array, format: DerFormat, passphrase: string | undefined): Promise<KeyPair> {
  if (format === 'encrypted-pkcs8') return readDer(await decrypt(der, passphrase), 'pkcs8', undefined);
  DerReader.only(der, TAG.sequence);
  return keyPairOf({ key: bufferView(der), format: 'der', type: format }, malformed);
}

/** The four structures differ in their first two elements. */
function formatOf(der: Uint8Array): DerFormat {
  const reader = DerReader.only(der, TAG.sequence);
  if (reader.peekTag() === TAG.sequence) return 'encrypted-pkcs8';
  reader.readInteger();
  switch (reader.peekTag()) {
    case TAG.sequence:
      return 'pkcs8';
    case TAG.octetString:
      return 'sec1';
    default:
      return 'pkcs1';
  }
}

async function decrypt(der: Uint8Array, passphrase: string | undefined): Promise<Uint8Array> {
  const reader = DerReader.only(der, TAG.sequence);
  const algorithm = reader.open(TAG.sequence);
  const ciphertext = reader.read(TAG.octetString);
  reader.finish();
  const given = required(passphrase);
  const plaintext = (await decryptPbes2(algorithm, ciphertext, given)) ?? (await decryptLegacy(der, given));
  // One wrong passphrase in 256 leaves valid padding: what it opens is not a key then.
  try {
    DerReader.only(plaintext, TAG.sequence);
  } catch {
    throw wrongPassphrase();
  }
  return plaintext;
}

function readLegacyPem(pem: string, passphrase: string | undefined): KeyPair {
  return keyPairOf({ key: pem, format: 'pem', passphrase: required(passphrase) }, wrongPassphrase);
}

function keyPairOf(input: PrivateKeyInput, onFailure: () => CryptoError): KeyPair {
  let key: KeyObject;
  try {
    key = createPrivateKey(input);
  } catch {
    throw onFailure();
  }
  const publicKey = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  return {
    algorithm: keyAlgorithmOf(publicKey),
    privateKey: new Uint8Array(key.export({ type: 'pkcs8', format: 'der' })),
    publicKey,
  };
}

function required(passphrase: string | undefined): string {
  if (passphrase === undefined || passphrase === '') {
    throw new CryptoError('key_passphrase_required', 'The private key is encrypted. Give its passphrase.');
  }
  return passphrase;
}

const malformed = (): CryptoError =>
  new CryptoError(
    'key_malformed',
    'The private key is damaged or of an unknown kind. Export it again as PKCS#8.',
  );
