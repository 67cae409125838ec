import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { concatBytes, equalBytes } from '../der/bytes.ts';
import { CryptoError } from '../errors.ts';

/** Keeps secrets at rest: authenticated encryption under a key-encryption key, bound to what they belong to. */
export interface Sealer {
  /** `associatedData` (the owner's id, for example) must be given again to open. */
  seal(plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /** @throws CryptoError `sealed_key_unreadable`, whatever the reason. */
  open(sealed: Uint8Array, associatedData: Uint8Array): Uint8Array;
}

// Layout of a sealed blob (version 1). The header binds the data key to the key-encryption key, and it is part
// of the associated data of the body, so that no part can be exchanged.
const VERSION = 1;
const KEY_ID_OCTETS = 4;
const NONCE_OCTETS = 12;
const TAG_OCTETS = 16;
const DATA_KEY_OCTETS = 32;
const WRAPPED_KEY_OCTETS = NONCE_OCTETS + DATA_KEY_OCTETS + TAG_OCTETS;
const HEADER_OCTETS = 1 + KEY_ID_OCTETS + WRAPPED_KEY_OCTETS;

// NIST SP 800-38D 8.3 allows 2^32 random nonces a key. Far fewer lie under one data key here, so that a data key
// that leaks opens little; making a new one this often costs next to nothing.
const SEALS_PER_DATA_KEY = 4096;

/**
 * A sealer with AES-256-GCM under envelope keys: version | key id | wrapped data key | nonce | ciphertext | tag.
 * @throws CryptoError `sealing_key_invalid` unless the key-encryption key has 32 octets.
 */
export function createSealer(keyEncryptionKey: Uint8Array): Sealer {
  if (keyEncryptionKey.length !== 32) {
    throw new CryptoError(
      'sealing_key_invalid',
      'The key-encryption key must have 32 octets (64 hexadecimal digits).',
    );
  }
  const prefix = concatBytes(
    Uint8Array.of(VERSION),
    hash('sha256', keyEncryptionKey, 'buffer').subarray(0, KEY_ID_OCTETS),
  );
  let dataKey = new Uint8Array(0);
  let header = new Uint8Array(0);
  let sealsLeft = 0;

  const renewDataKey = (): void => {
    dataKey = new Uint8Array(randomBytes(DATA_KEY_OCTETS));
    header = new Uint8Array(concatBytes(prefix, encrypt(keyEncryptionKey, dataKey, prefix)));
    sealsLeft = SEALS_PER_DATA_KEY;
  };

  return {
    seal(plaintext, associatedData) {
      if (sealsLeft-- <= 0) renewDataKey();
      return concatBytes(header, encrypt(dataKey, plaintext, concatBytes(header, associatedData)));
    },
    open(sealed, associatedData) {
      const sealedHeader = sealed.subarray(0, HEADER_OCTETS);
      if (!equalBytes(sealedHeader.subarray(0, prefix.length), prefix)) throw unreadable();
      const key = decrypt(keyEncryptionKey, sealedHeader.subarray(prefix.length), prefix);
      return decrypt(key, sealed.subarray(HEADER_OCTETS), concatBytes(sealedHeader, associatedData));
    },
  };
}

/** nonce | ciphertext | tag */
function encrypt(key: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_OCTETS);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData);
  const ciphertext = cipher.update(plaintext);
  return concatBytes(nonce, ciphertext, cipher.final(), cipher.getAuthTag());
}

function decrypt(key: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array {
  if (sealed.length < NONCE_OCTETS + TAG_OCTETS) throw unreadable();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_OCTETS), {
      authTagLength: TAG_OCTETS,
    });
    decipher.setAAD(associatedData);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_OCTETS));
    const plaintext = decipher.update(sealed.subarray(NONCE_OCTETS, sealed.length - TAG_OCTETS));
    return concatBytes(plaintext, decipher.final());
  } catch {
    throw unreadable();
  }
}

// One answer for a wrong key, a wrong owner and damage: the difference would help an attacker only.
const unreadable = (): CryptoError =>
  new CryptoError(
    'sealed_key_unreadable',
    'The sealed key cannot be opened: the key-encryption key is another one or the data was changed. Check the configured key.',
  );
