import { equalBytes } from '../der/bytes.ts';
import { DerReader } from '../der/reader.ts';
import { contextConstructed, contextPrimitive, TAG } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { CryptoError } from '../errors.ts';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The DER inside the OCTET STRING. */
  readonly value: Uint8Array;
}

/** TBSCertificate (RFC 5280 4.1) taken apart; every Uint8Array is a view of the input. */
export interface ToBeSignedParts {
  /** 3 for a version 3 certificate. */
  readonly version: number;
  /** Content octets of the INTEGER. */
  readonly serialNumber: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  /** DER of the Name. */
  readonly issuer: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** DER of the two dates, for checks of their form. */
  readonly validity: Uint8Array;
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
}

export interface CertificateParts {
  readonly toBeSigned: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * The three parts of a certificate.
 * @throws CryptoError `der_*`; `certificate_malformed` when the algorithms inside and outside of the signed part
 *   differ (RFC 5280 4.1.1.2).
 */
export function splitCertificate(certificate: Uint8Array): CertificateParts {
  const reader = DerReader.only(certificate, TAG.sequence);
  const toBeSigned = reader.readElement(TAG.sequence);
  const signatureAlgorithm = reader.readElement(TAG.sequence);
  const signature = reader.readBitString();
  reader.finish();
  if (!equalBytes(signatureAlgorithm, signatureAlgorithmOf(toBeSigned))) {
    throw new CryptoError(
      'certificate_malformed',
      'The certificate names two different signature algorithms. Do not trust it.',
    );
  }
  return { toBeSigned, signatureAlgorithm, signature };
}

/** DER of the signature AlgorithmIdentifier inside a TBSCertificate. */
export function signatureAlgorithmOf(toBeSigned: Uint8Array): Uint8Array {
  const reader = DerReader.only(toBeSigned, TAG.sequence);
  reader.openOptional(contextConstructed(0));
  reader.readInteger();
  return reader.readElement(TAG.sequence);
}

/** @throws CryptoError `der_*` when it is not a TBSCertificate in strict DER. */
export function parseToBeSigned(toBeSigned: Uint8Array): ToBeSignedParts {
  const reader = DerReader.only(toBeSigned, TAG.sequence);
  const versionReader = reader.openOptional(contextConstructed(0));
  const version = versionReader === undefined ? 1 : versionReader.readSmallInteger() + 1;
  versionReader?.finish();
  const serialNumber = reader.readInteger();
  const signatureAlgorithm = reader.readElement(TAG.sequence);
  const issuer = reader.readElement(TAG.sequence);
  const validity = reader.readElement(TAG.sequence);
  const dates = DerReader.only(validity, TAG.sequence);
  const notBeforeMs = readTime(dates);
  const notAfterMs = readTime(dates);
  dates.finish();
  const subject = reader.readElement(TAG.sequence);
  const publicKey = reader.readElement(TAG.sequence);
  // issuerUniqueID and subjectUniqueID: nobody writes them any more, but an old root may have them.
  for (const n of [1, 2]) if (reader.peekTag() === contextPrimitive(n)) reader.readElement();
  const wrapped = reader.openOptional(contextConstructed(3));
  const extensions = wrapped === undefined ? [] : readExtensions(wrapped.open(TAG.sequence));
  wrapped?.finish();
  reader.finish();
  return {
    version,
    serialNumber,
    signatureAlgorithm,
    issuer,
    notBeforeMs,
    notAfterMs,
    validity,
    subject,
    publicKey,
    extensions,
  };
}

/** The elements of an Extensions sequence, whose reader is given opened. */
export function readExtensions(reader: DerReader): Extension[] {
  const extensions: Extension[] = [];
  while (!reader.atEnd) {
    const item = reader.open(TAG.sequence);
    const oid = item.readObjectIdentifier();
    const critical = item.peekTag() === TAG.boolean ? item.readBoolean() : false;
    const value = item.read(TAG.octetString);
    item.finish();
    extensions.push({ oid, critical, value });
  }
  return extensions;
}

export const findExtension = (extensions: readonly Extension[], oid: string): Extension | undefined =>
  extensions.find((extension) => extension.oid === oid);
