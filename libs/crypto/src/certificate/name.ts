import { TAG } from '../der/tags.ts';
import { asciiString, objectIdentifier, sequence, setOf, utf8String } from '../der/writer.ts';
import type { Subject } from '../names/types.ts';
import { OID } from '../oids.ts';

interface AttributeSpec {
  readonly field: keyof Subject;
  readonly type: Uint8Array;
  readonly encode: (value: string) => Uint8Array;
}

/**
 * RFC 5280 4.1.2.4 leaves PrintableString and UTF8String for a DirectoryString; UTF8String holds every name, so
 * it is used throughout. Appendix A.1 makes countryName a PrintableString. The order is that of `openssl req`.
 */
const ATTRIBUTES: readonly AttributeSpec[] = [
  {
    field: 'country',
    type: objectIdentifier(OID.country),
    encode: (value) => asciiString(TAG.printableString, value),
  },
  { field: 'state', type: objectIdentifier(OID.state), encode: utf8String },
  { field: 'locality', type: objectIdentifier(OID.locality), encode: utf8String },
  { field: 'organization', type: objectIdentifier(OID.organization), encode: utf8String },
  { field: 'organizationalUnit', type: objectIdentifier(OID.organizationalUnit), encode: utf8String },
  { field: 'commonName', type: objectIdentifier(OID.commonName), encode: utf8String },
];

/** DER of the Name with the fields that are present, in the order C, ST, L, O, OU, CN. */
export function encodeName(subject: Subject): Uint8Array {
  const names: Uint8Array[] = [];
  for (const { field, type, encode } of ATTRIBUTES) {
    const value = subject[field];
    if (value !== undefined) names.push(setOf(sequence(type, encode(value))));
  }
  return sequence(...names);
}
