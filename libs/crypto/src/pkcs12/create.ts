import { createHmac, hash, randomBytes } from 'node:crypto';
import { contextConstructed, contextPrimitive, TAG } from '../der/tags.ts';
import { element, integer, NULL, objectIdentifier, octetString, sequence, setOf } from '../der/writer.ts';
import { MIN_ITERATIONS, requirePassphrase } from '../keys/encrypt.ts';
import { encryptPbes2 } from '../keys/pbes2.ts';
import { deriveMacKey } from './key-derivation.ts';

// RFC 7292 4.2 and appendix D, RFC 2315 14, RFC 2985 5.5.
const DATA = objectIdentifier('1.2.840.113549.1.7.1');
const ENCRYPTED_DATA = objectIdentifier('1.2.840.113549.1.7.6');
const SHROUDED_KEY_BAG = objectIdentifier('1.2.840.113549.1.12.10.1.2');
const CERTIFICATE_BAG = objectIdentifier('1.2.840.113549.1.12.10.1.3');
const X509_CERTIFICATE = objectIdentifier('1.2.840.113549.1.9.22.1');
const FRIENDLY_NAME = objectIdentifier('1.2.840.113549.1.9.20');
const LOCAL_KEY_ID = objectIdentifier('1.2.840.113549.1.9.21');
const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), NULL);

/** The MAC's derivation runs in this process, where a round costs a microsecond; OpenSSL's default is 2,048. */
const MAC_ITERATIONS = 100_000;

export interface Pkcs12Options {
  /** PKCS#8, DER. */
  readonly privateKey: Uint8Array;
  /** DER of the key's certificate. */
  readonly certificate: Uint8Array;
  /** The CA certificates above it, DER. */
  readonly chain: readonly Uint8Array[];
  readonly passphrase: string;
  /** The entry's name (alias) in a key store. */
  readonly friendlyName: string;
}

/**
 * A PKCS#12 file (RFC 7292) of a key of any kind, its certificate and chain: both encrypted with PBES2
 * (AES-256-CBC, PBKDF2-HMAC-SHA-256), the whole under an HMAC-SHA-256. OpenSSL ≥ 1.1 and Java ≥ 8u301 open it.
 * @throws CryptoError `passphrase_empty`.
 */
export async function createPkcs12(options: Pkcs12Options): Promise<Uint8Array> {
  requirePassphrase(options.passphrase);
  const pbes2 = { iterations: MIN_ITERATIONS, random: randomBytes };
  // What ties a key to its certificate within the file.
  const localKeyId = hash('sha1', options.certificate, 'buffer');
  const attributes = bagAttributes(options.friendlyName, localKeyId);

  const key = await encryptPbes2(options.privateKey, options.passphrase, pbes2);
  const shroudedKey = sequence(key.algorithmIdentifier, octetString(key.ciphertext));
  const keyBags = sequence(
    sequence(SHROUDED_KEY_BAG, element(contextConstructed(0), shroudedKey), attributes),
  );

  const certificateBags = sequence(
    certificateBag(options.certificate, attributes),
    ...options.chain.map((certificate) => certificateBag(certificate)),
  );
  const certificates = await encryptPbes2(certificateBags, options.passphrase, pbes2);

  const authenticatedSafe = sequence(dataContent(keyBags), encryptedContent(certificates));
  return sequence(
    integer(3),
    dataContent(authenticatedSafe),
    await macData(authenticatedSafe, options.passphrase),
  );
}

const dataContent = (content: Uint8Array): Uint8Array =>
  sequence(DATA, element(contextConstructed(0), octetString(content)));

function encryptedContent(encrypted: {
  algorithmIdentifier: Uint8Array;
  ciphertext: Uint8Array;
}): Uint8Array {
  const info = sequence(
    DATA,
    encrypted.algorithmIdentifier,
    element(contextPrimitive(0), encrypted.ciphertext),
  );
  return sequence(ENCRYPTED_DATA, element(contextConstructed(0), sequence(integer(0), info)));
}

function certificateBag(certificate: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array {
  const value = sequence(X509_CERTIFICATE, element(contextConstructed(0), octetString(certificate)));
  return sequence(CERTIFICATE_BAG, element(contextConstructed(0), value), ...attributes);
}

function bagAttributes(friendlyName: string, localKeyId: Uint8Array): Uint8Array {
  const bmpString = element(TAG.bmpString, Buffer.from(friendlyName, 'utf16le').swap16());
  return setOf(
    sequence(FRIENDLY_NAME, setOf(bmpString)),
    sequence(LOCAL_KEY_ID, setOf(octetString(localKeyId))),
  );
}

async function macData(content: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const salt = randomBytes(16);
  const key = await deriveMacKey(passphrase, salt, MAC_ITERATIONS);
  const mac = createHmac('sha256', key).update(content).digest();
  return sequence(sequence(SHA256, octetString(mac)), octetString(salt), integer(MAC_ITERATIONS));
}
