import { toHex } from '../der/bytes.ts';
import { CryptoError } from '../errors.ts';

/**
 * The content octets of a positive INTEGER whose value is the 16 random octets: 16 or 17 octets as a rule,
 * never more than the 20 that RFC 5280 4.1.2.2 allows, and all 128 bits of the randomness kept.
 * @throws CryptoError `serial_number_invalid` unless there are exactly 16 octets, not all zero.
 */
export function serialNumberFrom(random: Uint8Array): Uint8Array {
  const first = random.findIndex((octet) => octet !== 0);
  if (random.length !== 16 || first === -1) {
    throw new CryptoError(
      'serial_number_invalid',
      'A serial number needs 16 random octets that are not all zero.',
    );
  }
  const isHighBitSet = (random[first] ?? 0) >= 0x80;
  const significant = random.subarray(first);
  if (!isHighBitSet) return significant.slice();
  // Without the zero octet in front, two's complement would make it negative.
  const content = new Uint8Array(significant.length + 1);
  content.set(significant, 1);
  return content;
}

/** Lower-case hexadecimal without colons and without the sign octet, as `openssl x509 -serial` shows it. */
export function serialNumberHex(serialNumber: Uint8Array): string {
  return toHex(serialNumber[0] === 0 && serialNumber.length > 1 ? serialNumber.subarray(1) : serialNumber);
}
