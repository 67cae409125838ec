import { contextConstructed, contextPrimitive, TAG } from '../der/tags.ts';
import {
  asciiString,
  bitString,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  TRUE,
} from '../der/writer.ts';
import type { SubjectAltName } from '../names/types.ts';
import { OID } from '../oids.ts';
import { encodeSubjectAltNames } from './subject-alt-name.ts';

export type LeafPurpose = 'tls-server' | 'tls-client';

/** Where a certificate's readers find its issuer's revocation list, OCSP responder and certificate. */
export interface PkiUrls {
  readonly crl: string;
  readonly ocsp: string;
  readonly issuerCertificate: string;
}

const PURPOSES: Readonly<Record<LeafPurpose, Uint8Array>> = {
  'tls-server': objectIdentifier(OID.serverAuth),
  'tls-client': objectIdentifier(OID.clientAuth),
};

const EXTENSION_ID = {
  subjectAltName: objectIdentifier(OID.subjectAltName),
  subjectKeyIdentifier: objectIdentifier(OID.subjectKeyIdentifier),
};

/** One Extension (RFC 5280 4.1); critical means that a reader who does not understand it must refuse. */
const extension = (oid: string, critical: boolean, value: Uint8Array): Uint8Array =>
  critical
    ? sequence(objectIdentifier(oid), TRUE, octetString(value))
    : sequence(objectIdentifier(oid), octetString(value));

/**
 * RFC 5280 4.2.1.9. A leaf carries it too, critical and with cA left at its default of FALSE, so that no old
 * verifier takes silence for permission.
 */
export const LEAF_BASIC_CONSTRAINTS = extension(OID.basicConstraints, true, sequence());

/** `pathLength`: how many further CA certificates may follow; undefined for no limit. */
export const caBasicConstraints = (pathLength: number | undefined): Uint8Array =>
  extension(
    OID.basicConstraints,
    true,
    pathLength === undefined ? sequence(TRUE) : sequence(TRUE, integer(pathLength)),
  );

// RFC 5280 4.2.1.3: bit 0 digitalSignature, 2 keyEncipherment, 5 keyCertSign, 6 cRLSign; trailing zero bits are cut.
const keyUsage = (bits: number, unusedBits: number): Uint8Array =>
  extension(OID.keyUsage, true, bitString(Uint8Array.of(bits), unusedBits));
export const KEY_USAGE_SIGN = keyUsage(0b1000_0000, 7);
export const KEY_USAGE_SIGN_ENCIPHER = keyUsage(0b1010_0000, 5);
export const KEY_USAGE_CA = keyUsage(0b0000_0110, 1);

export const extendedKeyUsage = (purpose: LeafPurpose): Uint8Array =>
  extension(OID.extendedKeyUsage, false, sequence(PURPOSES[purpose]));

export const subjectKeyIdentifier = (keyIdentifier: Uint8Array): Uint8Array =>
  sequence(EXTENSION_ID.subjectKeyIdentifier, octetString(octetString(keyIdentifier)));

/** RFC 5280 4.2.1.1: the keyIdentifier form, equal to the issuer's subjectKeyIdentifier. */
export const authorityKeyIdentifier = (keyIdentifier: Uint8Array): Uint8Array =>
  extension(OID.authorityKeyIdentifier, false, sequence(element(contextPrimitive(0), keyIdentifier)));

/** RFC 5280 4.2.1.6: critical if and only if the subject is empty. */
export function subjectAltName(sans: readonly SubjectAltName[], isSubjectEmpty: boolean): Uint8Array {
  const value = octetString(encodeSubjectAltNames(sans));
  return isSubjectEmpty
    ? sequence(EXTENSION_ID.subjectAltName, TRUE, value)
    : sequence(EXTENSION_ID.subjectAltName, value);
}

/** cRLDistributionPoints (RFC 5280 4.2.1.13) and authorityInfoAccess (4.2.2.1). */
export function pointers(urls: PkiUrls | undefined): readonly Uint8Array[] {
  if (urls === undefined) return [];
  const uri = (url: string): Uint8Array => asciiString(contextPrimitive(6), url);
  const fullName = element(contextConstructed(0), element(contextConstructed(0), uri(urls.crl)));
  return [
    extension(OID.cRLDistributionPoints, false, sequence(element(TAG.sequence, fullName))),
    extension(
      OID.authorityInfoAccess,
      false,
      sequence(
        sequence(objectIdentifier(OID.ocsp), uri(urls.ocsp)),
        sequence(objectIdentifier(OID.caIssuers), uri(urls.issuerCertificate)),
      ),
    ),
  ];
}
