import { contextPrimitive } from '../der/tags.ts';
import { asciiString, element, sequence } from '../der/writer.ts';
import { CryptoError } from '../errors.ts';
import { ipAddressOctets } from '../names/ip.ts';
import type { SubjectAltName } from '../names/types.ts';

// RFC 5280 4.2.1.6, GeneralName: the choices that Certline writes.
const GENERAL_NAME_TAG = {
  email: contextPrimitive(1),
  dns: contextPrimitive(2),
  uri: contextPrimitive(6),
} as const;

/**
 * DER of GeneralNames.
 * @throws CryptoError `san_invalid` for an IP address that is none, or text outside ASCII.
 */
export function encodeSubjectAltNames(sans: readonly SubjectAltName[]): Uint8Array {
  return sequence(...sans.map(encodeGeneralName));
}

function encodeGeneralName(san: SubjectAltName): Uint8Array {
  if (san.type === 'ip') {
    const octets = ipAddressOctets(san.value);
    if (octets === undefined) throw invalidName();
    return element(contextPrimitive(7), octets);
  }
  // IA5String: a character outside ASCII would be cut to another name. RFC 5280 4.2.1.6: never empty.
  if (!/^[\x21-\x7e]+$/.test(san.value)) throw invalidName();
  return asciiString(GENERAL_NAME_TAG[san.type], san.value);
}

const invalidName = (): CryptoError =>
  new CryptoError(
    'san_invalid',
    'A subject alternative name is not in its canonical form. Write host names in ASCII (xn--…) and addresses as plain IPv4 or IPv6.',
  );
