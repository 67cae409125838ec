import { createPublicKey, hash } from 'node:crypto';
import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { CryptoError } from '../errors.ts';
import { OID } from '../oids.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import { bufferView } from './buffer-view.ts';
import { rsaWeakness } from './weak-rsa.ts';

/** The subjectPublicKey bits of a SubjectPublicKeyInfo, without its algorithm. */
export function subjectPublicKeyBits(publicKey: Uint8Array): Uint8Array {
  const reader = DerReader.only(publicKey, TAG.sequence);
  reader.readElement(TAG.sequence);
  const bits = reader.readBitString();
  reader.finish();
  return bits;
}

/** 20 octets: RFC 7093 2 method 1, the leftmost 160 bits of SHA-256 over the public key bits. */
export const keyIdentifierOf = (publicKey: Uint8Array): Uint8Array =>
  hash('sha256', subjectPublicKeyBits(publicKey), 'buffer').subarray(0, 20);

/**
 * The algorithm of a SubjectPublicKeyInfo.
 * @throws CryptoError `key_*` when Certline does not certify such a key: an unknown algorithm or curve, a point
 *   off its curve, RSA that is too small, too large, of an odd size, with an unsafe exponent, or one that anyone can factor.
 */
export function keyAlgorithmOf(publicKey: Uint8Array): KeyAlgorithm {
  const reader = DerReader.only(publicKey, TAG.sequence);
  const identifier = reader.open(TAG.sequence);
  const bits = reader.readBitString();
  reader.finish();
  const oid = identifier.readObjectIdentifier();
  const check = KEY_CHECKS[oid];
  if (check === undefined) {
    throw new CryptoError(
      'key_algorithm_unsupported',
      'This kind of key is not supported. Use RSA (2048, 3072 or 4096 bits), ECDSA on P-256 or P-384, or Ed25519.',
    );
  }
  const algorithm = check(identifier, bits);
  identifier.finish();
  loadPublicKey(publicKey);
  return algorithm;
}

/** The key as node:crypto holds it; OpenSSL refuses a point that is not on its curve. */
export function loadPublicKey(publicKey: Uint8Array): ReturnType<typeof createPublicKey> {
  try {
    return createPublicKey({ key: bufferView(publicKey), format: 'der', type: 'spki' });
  } catch {
    throw new CryptoError(
      'key_point_invalid',
      'The public key is not a valid one of its kind (for an EC key: not a point on its curve). Make a new key.',
    );
  }
}

const KEY_CHECKS: Readonly<Record<string, (identifier: DerReader, bits: Uint8Array) => KeyAlgorithm>> = {
  [OID.rsaEncryption]: checkRsaKey,
  [OID.ecPublicKey]: checkEcKey,
  [OID.ed25519]: checkEd25519Key,
};

const RSA_SIZES: Readonly<Record<number, KeyAlgorithm>> = {
  2048: 'rsa-2048',
  3072: 'rsa-3072',
  4096: 'rsa-4096',
};

function checkRsaKey(identifier: DerReader, bits: Uint8Array): KeyAlgorithm {
  // RFC 3279 2.3.1 demands the NULL.
  if (identifier.read(TAG.null).length > 0) throw malformedKey();
  const numbers = DerReader.only(bits, TAG.sequence);
  const modulus = unsigned(numbers.readInteger());
  const exponent = unsigned(numbers.readInteger());
  numbers.finish();
  const size = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (size < 2048) {
    throw new CryptoError(
      'key_too_small',
      `The RSA key has ${size} bits; at least 2048 are needed. Make a larger key.`,
    );
  }
  if (size > 8192) {
    throw new CryptoError('key_too_large', `The RSA key has ${size} bits; use 2048, 3072 or 4096.`);
  }
  const algorithm = RSA_SIZES[size];
  if (algorithm === undefined) {
    throw new CryptoError('key_size_unsupported', `The RSA key has ${size} bits; use 2048, 3072 or 4096.`);
  }
  // Even numbers are no RSA parameters at all; OpenSSL would load them.
  if ((modulus[modulus.length - 1] ?? 0) % 2 === 0) throw malformedKey();
  checkRsaExponent(exponent);
  const weakness = rsaWeakness(modulus);
  if (weakness !== undefined) {
    throw new CryptoError(
      'key_weak',
      `The RSA key is weak: ${weakness}. Make a new key with up-to-date software.`,
    );
  }
  return algorithm;
}

/** FIPS 186-5 A.1.1: odd, 2^16 < e < 2^256. */
function checkRsaExponent(exponent: Uint8Array): void {
  const isOdd = (exponent[exponent.length - 1] ?? 0) % 2 === 1;
  const isAbove16Bits = exponent.length > 3 || (exponent.length === 3 && (exponent[0] ?? 0) >= 1);
  if (!isOdd || !isAbove16Bits || exponent.length > 32) {
    throw new CryptoError(
      'key_exponent_invalid',
      'The RSA public exponent is unsafe: it must be odd, at least 65537 and below 2^256. Make a new key with exponent 65537.',
    );
  }
}

function checkEcKey(identifier: DerReader, bits: Uint8Array): KeyAlgorithm {
  const curve =
    identifier.peekTag() === TAG.objectIdentifier ? identifier.readObjectIdentifier() : 'explicit';
  const known = CURVES[curve];
  if (known === undefined) {
    throw new CryptoError(
      'key_curve_unsupported',
      'The EC key is on a curve that is not supported. Use P-256 (prime256v1) or P-384 (secp384r1).',
    );
  }
  // RFC 5480 2.2 makes only the uncompressed form mandatory, and TLS 1.3 knows no other.
  if (bits.length !== known.pointOctets || bits[0] !== 0x04) {
    throw new CryptoError(
      'key_point_invalid',
      'The EC public key is not an uncompressed point of its curve. Make the key without point compression.',
    );
  }
  return known.algorithm;
}

const CURVES: Readonly<Record<string, { algorithm: KeyAlgorithm; pointOctets: number }>> = {
  [OID.prime256v1]: { algorithm: 'ecdsa-p256', pointOctets: 65 },
  [OID.secp384r1]: { algorithm: 'ecdsa-p384', pointOctets: 97 },
};

function checkEd25519Key(_identifier: DerReader, bits: Uint8Array): KeyAlgorithm {
  if (bits.length !== 32) throw malformedKey();
  return 'ed25519';
}

function unsigned(content: Uint8Array): Uint8Array {
  if ((content[0] ?? 0) >= 0x80) throw malformedKey();
  return content[0] === 0 && content.length > 1 ? content.subarray(1) : content;
}

const malformedKey = (): CryptoError =>
  new CryptoError(
    'key_malformed',
    'The public key is damaged or incomplete. Make a new key or export it again.',
  );
