import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { OID } from '../oids.ts';
import { KEY_USAGE_SIGN, KEY_USAGE_SIGN_ENCIPHER } from './extensions.ts';

/** Whether a key can encrypt a session key to its holder: RSA alone (RFC 5480 3 and RFC 8410 5 exclude the others). */
export const canEncipherKeys = (publicKey: Uint8Array): boolean =>
  DerReader.only(publicKey, TAG.sequence).open(TAG.sequence).readObjectIdentifier() === OID.rsaEncryption;

/** The keyUsage extension of a TLS leaf: RSA keys also serve TLS 1.2's RSA key exchange. */
export const leafKeyUsage = (publicKey: Uint8Array): Uint8Array =>
  canEncipherKeys(publicKey) ? KEY_USAGE_SIGN_ENCIPHER : KEY_USAGE_SIGN;
