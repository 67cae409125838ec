import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { CryptoError } from '../errors.ts';
import { MAX_ITERATIONS, unreasonable, wrongPassphrase } from './pbes2.ts';

/** RFC 7292 appendix C, as old Java and Windows tools still write it: PBE with SHA-1 and 3DES or RC2. */
const LEGACY_SCHEMES: ReadonlySet<string> = new Set(['1.2.840.113549.1.12.1.3', '1.2.840.113549.1.12.1.6']);

/**
 * Decrypts an EncryptedPrivateKeyInfo of the schemes before PBES2, which OpenSSL 3 has put away in its legacy
 * provider. To read old keys only; nothing is written so.
 * @throws CryptoError `key_encryption_unsupported`, `key_passphrase_wrong`.
 */
export async function decryptLegacy(encrypted: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const algorithm = new DerReader(encrypted).open(TAG.sequence).open(TAG.sequence);
  if (!LEGACY_SCHEMES.has(algorithm.readObjectIdentifier())) throw unsupported();
  const parameters = algorithm.open(TAG.sequence);
  parameters.read(TAG.octetString);
  const iterations = parameters.readSmallInteger();
  // The derivation runs on the event loop.
  if (iterations < 1 || iterations > MAX_ITERATIONS / 100) throw unreasonable();

  const { default: forge } = await import('node-forge');
  try {
    const info = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(encrypted).toString('binary')));
    // The typings do not know that a wrong passphrase gives null.
    const opened = forge.pki.decryptPrivateKeyInfo(info, passphrase) as unknown as typeof info | null;
    if (opened !== null) return Uint8Array.from(Buffer.from(forge.asn1.toDer(opened).getBytes(), 'binary'));
  } catch {
    // What a wrong passphrase decrypts to is noise, and forge throws where it is no ASN.1.
  }
  throw wrongPassphrase();
}

const unsupported = (): CryptoError =>
  new CryptoError(
    'key_encryption_unsupported',
    'The private key is encrypted in a way that is not supported. Encrypt it again with: openssl pkcs8 -topk8 -v2 aes-256-cbc.',
  );
