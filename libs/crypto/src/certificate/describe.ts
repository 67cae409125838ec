import { toHex } from '../der/bytes.ts';
import { CryptoError } from '../errors.ts';
import type { KeyAlgorithm } from '../keys/algorithms.ts';
import { keyAlgorithmOf } from '../keys/public-key.ts';
import { signatureAlgorithmName } from '../keys/signature.ts';
import type { Subject, SubjectAltName } from '../names/types.ts';
import { OID } from '../oids.ts';
import { fingerprintSha256 } from './certificate.ts';
import {
  type KeyUsage,
  readAccessUrls,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readCrlUrls,
  readExtendedKeyUsage,
  readKeyUsage,
  readSubjectKeyIdentifier,
} from './extension-values.ts';
import { readName } from './name.ts';
import { type Extension, findExtension, parseToBeSigned, splitCertificate } from './parse.ts';
import { serialNumberHex } from './serial-number.ts';
import { readSubjectAltNames } from './subject-alt-name.ts';

/** A certificate for display. Identifiers and fingerprints are lower-case hexadecimal, times RFC 3339 UTC. */
export interface CertificateDescription {
  readonly version: number;
  readonly subject: string;
  readonly subjectFields: Subject;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Null for a key of a kind that Certline does not certify. */
  readonly keyAlgorithm: KeyAlgorithm | null;
  /** Null for an algorithm that Certline does not accept. */
  readonly signatureAlgorithm: string | null;
  readonly sans: readonly SubjectAltName[];
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage: readonly string[];
  readonly isCa: boolean;
  /** Null without limit. */
  readonly pathLength: number | null;
  readonly subjectKeyIdentifier: string | null;
  readonly authorityKeyIdentifier: string | null;
  readonly fingerprintSha256: string;
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly issuerCertificateUrls: readonly string[];
}

/** @throws CryptoError `der_*`, `certificate_malformed`, `name_malformed`, `san_invalid`. Trusts nothing, checks no signature. */
export function describeCertificate(certificate: Uint8Array): CertificateDescription {
  const parts = parseToBeSigned(splitCertificate(certificate).toBeSigned);
  const { extensions } = parts;
  const subject = readName(parts.subject);
  const { isCa, pathLength } = readBasicConstraints(extensions);
  return {
    version: parts.version,
    subject: subject.text,
    subjectFields: subject.subject,
    issuer: readName(parts.issuer).text,
    serialNumber: serialNumberHex(parts.serialNumber),
    notBefore: new Date(parts.notBeforeMs).toISOString(),
    notAfter: new Date(parts.notAfterMs).toISOString(),
    keyAlgorithm: knownKeyAlgorithm(parts.publicKey),
    signatureAlgorithm: signatureAlgorithmName(parts.signatureAlgorithm) ?? null,
    sans: readSans(extensions),
    keyUsage: readKeyUsage(extensions),
    extendedKeyUsage: readExtendedKeyUsage(extensions),
    isCa,
    pathLength: pathLength ?? null,
    subjectKeyIdentifier: hexOrNull(readSubjectKeyIdentifier(extensions)),
    authorityKeyIdentifier: hexOrNull(readAuthorityKeyIdentifier(extensions)),
    fingerprintSha256: fingerprintSha256(certificate),
    crlUrls: readCrlUrls(extensions),
    ocspUrls: readAccessUrls(extensions, OID.ocsp),
    issuerCertificateUrls: readAccessUrls(extensions, OID.caIssuers),
  };
}

function readSans(extensions: readonly Extension[]): readonly SubjectAltName[] {
  const extension = findExtension(extensions, OID.subjectAltName);
  return extension === undefined ? [] : readSubjectAltNames(extension.value).sans;
}

function knownKeyAlgorithm(publicKey: Uint8Array): KeyAlgorithm | null {
  try {
    return keyAlgorithmOf(publicKey);
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}

const hexOrNull = (bytes: Uint8Array | undefined): string | null =>
  bytes === undefined ? null : toHex(bytes);
