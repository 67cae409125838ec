import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { asciiString, objectIdentifier, sequence, setOf, utf8String } from '../der/writer.ts';
import { readText } from '../der/text.ts';
import type { Subject } from '../names/types.ts';
import { OID } from '../oids.ts';

interface AttributeSpec {
  readonly field: keyof Subject;
  readonly oid: string;
  readonly shortName: string;
  readonly type: Uint8Array;
  readonly encode: (value: string) => Uint8Array;
}

const attribute = (
  field: keyof Subject,
  oid: string,
  shortName: string,
  encode: (value: string) => Uint8Array = utf8String,
): AttributeSpec => ({ field, oid, shortName, type: objectIdentifier(oid), encode });

/**
 * RFC 5280 4.1.2.4 leaves PrintableString and UTF8String for a DirectoryString; UTF8String holds every name, so
 * it is used throughout. Appendix A.1 makes countryName a PrintableString. The order is that of `openssl req`.
 */
const ATTRIBUTES: readonly AttributeSpec[] = [
  attribute('country', OID.country, 'C', (value) => asciiString(TAG.printableString, value)),
  attribute('state', OID.state, 'ST'),
  attribute('locality', OID.locality, 'L'),
  attribute('organization', OID.organization, 'O'),
  attribute('organizationalUnit', OID.organizationalUnit, 'OU'),
  attribute('commonName', OID.commonName, 'CN'),
];

const ATTRIBUTE_BY_OID = new Map(ATTRIBUTES.map((spec) => [spec.oid, spec]));

/** Attributes that others write; Certline shows them and does not take them over. */
const OTHER_ATTRIBUTES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.9.1': 'emailAddress',
  '2.5.4.4': 'surname',
  '2.5.4.5': 'serialNumber',
  '2.5.4.9': 'street',
  '2.5.4.12': 'title',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'givenName',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/** DER of the Name with the fields that are present, in the order C, ST, L, O, OU, CN. */
export function encodeName(subject: Subject): Uint8Array {
  const names: Uint8Array[] = [];
  for (const { field, type, encode } of ATTRIBUTES) {
    const value = subject[field];
    if (value !== undefined) names.push(setOf(sequence(type, encode(value))));
  }
  return sequence(...names);
}

export interface ReadName {
  /** The first value of each field that Certline knows. */
  readonly subject: Subject;
  /** What `subject` could not hold: names of other attributes, and of fields that are there again. */
  readonly unknownAttributes: readonly string[];
  /** All of it in the order that it is written in: `C=US, O=Example, CN=example.com`. */
  readonly text: string;
}

/** @throws CryptoError `der_*`, `name_malformed` for text that is not in its string type's alphabet. */
export function readName(name: Uint8Array): ReadName {
  const subject: Partial<Record<keyof Subject, string>> = {};
  const unknownAttributes: string[] = [];
  const shown: string[] = [];
  const reader = DerReader.only(name, TAG.sequence);
  while (!reader.atEnd) {
    const relativeName = reader.open(TAG.set);
    do {
      const pair = relativeName.open(TAG.sequence);
      const oid = pair.readObjectIdentifier();
      const value = readText(pair);
      pair.finish();
      const spec = ATTRIBUTE_BY_OID.get(oid);
      if (spec !== undefined && subject[spec.field] === undefined) subject[spec.field] = value;
      else unknownAttributes.push(spec?.field ?? OTHER_ATTRIBUTES[oid] ?? oid);
      shown.push(`${spec?.shortName ?? OTHER_ATTRIBUTES[oid] ?? oid}=${escaped(value)}`);
    } while (!relativeName.atEnd);
  }
  return { subject, unknownAttributes, text: shown.join(', ') };
}

/** RFC 4514 2.4: what would read as the end of a value; and what cannot be seen. */
const escaped = (value: string): string =>
  value
    .replace(/[\\",+;<>]/g, '\\$&')
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
