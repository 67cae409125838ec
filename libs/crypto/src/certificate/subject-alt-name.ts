import { DerReader } from '../der/reader.ts';
import { contextConstructed, contextPrimitive, TAG } from '../der/tags.ts';
import { asciiString, element, sequence } from '../der/writer.ts';
import { CryptoError } from '../errors.ts';
import { ipAddressOctets, ipAddressText } from '../names/ip.ts';
import type { SubjectAltName } from '../names/types.ts';

// RFC 5280 4.2.1.6, GeneralName: the choices that Certline writes.
const GENERAL_NAME_TAG = {
  email: contextPrimitive(1),
  dns: contextPrimitive(2),
  uri: contextPrimitive(6),
  ip: contextPrimitive(7),
} as const satisfies Record<SubjectAltName['type'], number>;

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
    return element(GENERAL_NAME_TAG.ip, octets);
  }
  // IA5String: a character outside ASCII would be cut to another name, and none may be empty.
  if (!/^[\x21-\x7e]+$/.test(san.value)) throw invalidName();
  return asciiString(GENERAL_NAME_TAG[san.type], san.value);
}

interface GeneralNames {
  readonly sans: SubjectAltName[];
  /** Kinds that Certline does not write, by their RFC 5280 names. */
  readonly otherKinds: string[];
}

const TEXT_KINDS: Readonly<Record<number, 'email' | 'dns' | 'uri'>> = {
  [GENERAL_NAME_TAG.email]: 'email',
  [GENERAL_NAME_TAG.dns]: 'dns',
  [GENERAL_NAME_TAG.uri]: 'uri',
};

const OTHER_KINDS: Readonly<Record<number, string>> = {
  [contextConstructed(0)]: 'otherName',
  [contextConstructed(3)]: 'x400Address',
  [contextConstructed(4)]: 'directoryName',
  [contextConstructed(5)]: 'ediPartyName',
  [contextPrimitive(8)]: 'registeredID',
};

/**
 * The names of a GeneralNames, as they are written there (not in canonical form, not checked by the rules for names).
 * @throws CryptoError `der_*`, `san_invalid` for text outside printable ASCII or an address of a wrong length.
 */
export function readSubjectAltNames(value: Uint8Array): GeneralNames {
  const reader = DerReader.only(value, TAG.sequence);
  const sans: SubjectAltName[] = [];
  const otherKinds: string[] = [];
  for (let tag = reader.peekTag(); tag !== undefined; tag = reader.peekTag()) {
    const content = reader.read(tag);
    const type = TEXT_KINDS[tag];
    if (type !== undefined) sans.push({ type, value: printableAscii(content) });
    else if (tag === GENERAL_NAME_TAG.ip) sans.push({ type: 'ip', value: addressText(content) });
    else {
      const kind = OTHER_KINDS[tag];
      if (kind === undefined) throw invalidName();
      otherKinds.push(kind);
    }
  }
  return { sans, otherKinds };
}

/** Text of an IA5String that shows nothing unseen. */
export function printableAscii(content: Uint8Array): string {
  if (content.length === 0 || content.some((octet) => octet < 0x21 || octet > 0x7e)) throw invalidName();
  return String.fromCharCode(...content);
}

function addressText(octets: Uint8Array): string {
  if (octets.length !== 4 && octets.length !== 16) throw invalidName();
  return ipAddressText(octets);
}

const invalidName = (): CryptoError =>
  new CryptoError(
    'san_invalid',
    'A subject alternative name is not in its proper form. Write host names in ASCII (xn--…) and addresses as plain IPv4 or IPv6.',
  );
