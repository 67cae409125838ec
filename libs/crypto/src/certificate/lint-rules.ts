import { equalBytes } from '../der/bytes.ts';
import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { encodeTime } from '../der/time.ts';
import { sequence } from '../der/writer.ts';
import { OID } from '../oids.ts';
import { readAuthorityKeyIdentifier } from './extension-values.ts';
import type { IssuerFacts } from './issuer.ts';
import { canEncipherKeys } from './key-usage.ts';
import { type Extension, findExtension, type ToBeSignedParts } from './parse.ts';

export type LintRule =
  | 'der'
  | 'version'
  | 'serial_number'
  | 'signature_algorithm'
  | 'issuer_name'
  | 'validity_encoding'
  | 'validity'
  | 'subject_alt_name'
  | 'authority_key_identifier'
  | 'subject_key_identifier'
  | 'basic_constraints'
  | 'key_usage'
  | 'extended_key_usage'
  | 'duplicate_extension';

/** What a certificate is held against; no key identifier for one that its own key signs. */
export type LintIssuer = Omit<IssuerFacts, 'keyIdentifier' | 'keyAlgorithm' | 'pathLength'> & {
  readonly keyIdentifier: Uint8Array | undefined;
};

type Rule = (parts: ToBeSignedParts, issuer: LintIssuer) => string | undefined;

/** One rule a line: undefined when it is kept, else what is wrong. */
export const LINT_RULES: readonly (readonly [LintRule, Rule])[] = [
  [
    'version',
    ({ version }) => (version === 3 ? undefined : `the version is ${version}, not 3 (RFC 5280 4.1.2.1)`),
  ],
  ['serial_number', serialNumberRule],
  [
    'signature_algorithm',
    ({ signatureAlgorithm }, issuer) =>
      equalBytes(signatureAlgorithm, issuer.signatureAlgorithm)
        ? undefined
        : "the signature algorithm is not the one of the issuer's key",
  ],
  [
    'issuer_name',
    (parts, issuer) =>
      equalBytes(parts.issuer, issuer.name)
        ? undefined
        : "the issuer's name is not, byte for byte, the CA's subject (RFC 5280 4.1.2.4)",
  ],
  ['validity_encoding', validityEncodingRule],
  ['validity', validityRule],
  ['subject_alt_name', subjectAltNameRule],
  ['authority_key_identifier', authorityKeyIdentifierRule],
  ['subject_key_identifier', subjectKeyIdentifierRule],
  ['basic_constraints', basicConstraintsRule],
  ['key_usage', keyUsageRule],
  ['extended_key_usage', extendedKeyUsageRule],
  ['duplicate_extension', duplicateExtensionRule],
];

function serialNumberRule({ serialNumber }: ToBeSignedParts): string | undefined {
  const [first = 0] = serialNumber;
  if (first >= 0x80 || (first === 0 && serialNumber.length === 1)) return 'the serial number is not positive';
  if (serialNumber.length > 20) return 'the serial number has more than 20 octets (RFC 5280 4.1.2.2)';
  // 16 random octets lose 8 leading zero octets once in 2^64.
  if (serialNumber.length <= 8) return 'the serial number is too short to hold 64 random bits';
  return undefined;
}

function validityEncodingRule({ validity, notBeforeMs, notAfterMs }: ToBeSignedParts): string | undefined {
  const canonical = sequence(encodeTime(new Date(notBeforeMs)), encodeTime(new Date(notAfterMs)));
  return equalBytes(validity, canonical)
    ? undefined
    : 'a date is not UTCTime to 2049 and GeneralizedTime after (RFC 5280 4.1.2.5)';
}

function validityRule({ notBeforeMs, notAfterMs }: ToBeSignedParts, issuer: LintIssuer): string | undefined {
  if (notAfterMs <= notBeforeMs) return 'it ends before it begins';
  return notBeforeMs < issuer.notBeforeMs || notAfterMs > issuer.notAfterMs
    ? 'its validity is not within that of its issuer'
    : undefined;
}

function subjectAltNameRule({ subject, extensions }: ToBeSignedParts): string | undefined {
  const extension = findExtension(extensions, OID.subjectAltName);
  if (extension === undefined || DerReader.only(extension.value, TAG.sequence).atEnd)
    return 'it has no subject alternative name';
  const isSubjectEmpty = subject.length === 2;
  return extension.critical === isSubjectEmpty
    ? undefined
    : 'the subject alternative name must be critical if and only if the subject is empty (RFC 5280 4.2.1.6)';
}

function authorityKeyIdentifierRule({ extensions }: ToBeSignedParts, issuer: LintIssuer): string | undefined {
  const keyIdentifier = readAuthorityKeyIdentifier(extensions);
  const isEqual =
    keyIdentifier === undefined || issuer.keyIdentifier === undefined
      ? keyIdentifier === issuer.keyIdentifier
      : equalBytes(keyIdentifier, issuer.keyIdentifier);
  return isEqual
    ? undefined
    : "the authority key identifier is not the issuer's subject key identifier (RFC 5280 4.2.1.1)";
}

function subjectKeyIdentifierRule({ extensions }: ToBeSignedParts): string | undefined {
  return findExtension(extensions, OID.subjectKeyIdentifier) === undefined
    ? 'it has no subject key identifier'
    : undefined;
}

function basicConstraintsRule({ extensions }: ToBeSignedParts): string | undefined {
  const extension = findExtension(extensions, OID.basicConstraints);
  const isEmpty = extension !== undefined && DerReader.only(extension.value, TAG.sequence).atEnd;
  return isEmpty && extension.critical
    ? undefined
    : 'it does not say that it is no CA (basicConstraints, critical, empty)';
}

function keyUsageRule({ extensions, publicKey }: ToBeSignedParts): string | undefined {
  const extension = findExtension(extensions, OID.keyUsage);
  if (extension?.critical !== true) return 'keyUsage is missing or not critical';
  const [, bits = 0, ...more] = new DerReader(extension.value).read(TAG.bitString);
  const expected = canEncipherKeys(publicKey) ? 0b1010_0000 : 0b1000_0000;
  return bits === expected && more.length === 0
    ? undefined
    : 'keyUsage does not fit a TLS leaf with this kind of key';
}

function extendedKeyUsageRule({ extensions }: ToBeSignedParts): string | undefined {
  const extension = findExtension(extensions, OID.extendedKeyUsage);
  if (extension === undefined) return 'extendedKeyUsage is missing';
  const purposes = DerReader.only(extension.value, TAG.sequence);
  let count = 0;
  for (; !purposes.atEnd; count++) {
    const purpose = purposes.readObjectIdentifier();
    if (purpose !== OID.serverAuth && purpose !== OID.clientAuth)
      return 'extendedKeyUsage names more than TLS';
  }
  return count === 0 ? 'extendedKeyUsage is empty' : undefined;
}

function duplicateExtensionRule({ extensions }: ToBeSignedParts): string | undefined {
  const isRepeated = (extension: Extension, i: number): boolean =>
    findExtension(extensions, extension.oid) !== extensions[i];
  return extensions.some(isRepeated) ? 'an extension occurs twice (RFC 5280 4.2)' : undefined;
}
