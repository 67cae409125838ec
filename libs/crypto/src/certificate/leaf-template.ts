import { CryptoError } from '../errors.ts';
import type { KeyAlgorithm } from '../keys/algorithms.ts';
import { keyIdentifierOf } from '../keys/public-key.ts';
import type { Subject, SubjectAltName } from '../names/types.ts';
import {
  authorityKeyIdentifier,
  extendedKeyUsage,
  LEAF_BASIC_CONSTRAINTS,
  type LeafPurpose,
  type PkiUrls,
  pointers,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions.ts';
import { readIssuer } from './issuer.ts';
import { leafKeyUsage } from './key-usage.ts';
import { encodeName } from './name.ts';
import { encodeToBeSigned } from './to-be-signed.ts';

export interface LeafTemplateOptions {
  /** `certificate`: DER of the CA certificate. */
  readonly issuer: { readonly certificate: Uint8Array };
  readonly issuerKeyAlgorithm: KeyAlgorithm;
  readonly purpose: LeafPurpose;
  readonly pkiUrls?: PkiUrls;
}

export interface LeafRequest {
  /** Content octets, from serialNumberFrom. */
  readonly serialNumber: Uint8Array;
  readonly subject: Subject;
  /** At least one, in canonical form. */
  readonly sans: readonly SubjectAltName[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
}

/** All of a leaf certificate that is the same for each of one issuer and purpose, encoded once. */
export interface LeafTemplate {
  readonly issuerNotBefore: Date;
  readonly issuerNotAfter: Date;
  /**
   * DER of the TBSCertificate (RFC 5280 4.1).
   * @throws CryptoError `validity_beyond_issuer`, `validity_invalid`, `san_invalid`.
   */
  toBeSigned(request: LeafRequest): Uint8Array;
}

/** @throws CryptoError `issuer_unsuitable` for a certificate that is no CA, `issuer_key_mismatch` for the wrong algorithm. */
export function compileLeafTemplate(options: LeafTemplateOptions): LeafTemplate {
  const issuer = readIssuer(options.issuer.certificate);
  if (issuer.keyAlgorithm !== options.issuerKeyAlgorithm) {
    throw new CryptoError(
      'issuer_key_mismatch',
      'The issuer certificate holds another kind of key than the signer. Check that key and certificate belong together.',
    );
  }
  const head = [LEAF_BASIC_CONSTRAINTS, extendedKeyUsage(options.purpose)];
  const tail = [authorityKeyIdentifier(issuer.keyIdentifier), ...pointers(options.pkiUrls)];
  return {
    issuerNotBefore: new Date(issuer.notBeforeMs),
    issuerNotAfter: new Date(issuer.notAfterMs),
    toBeSigned(request) {
      if (request.notAfter.getTime() > issuer.notAfterMs) {
        throw new CryptoError(
          'validity_beyond_issuer',
          'The certificate would outlive the CA that signs it. Choose an earlier end or a CA that lasts longer.',
        );
      }
      return encodeToBeSigned({
        serialNumber: request.serialNumber,
        signatureAlgorithm: issuer.signatureAlgorithm,
        issuer: issuer.name,
        notBefore: request.notBefore,
        notAfter: request.notAfter,
        subject: encodeName(request.subject),
        publicKey: request.publicKey,
        extensions: [leafKeyUsage(request.publicKey), ...head, ...leafIdentity(request), ...tail],
      });
    },
  };
}

/** The extensions that name the holder and its key. */
export function leafIdentity(
  request: Pick<LeafRequest, 'publicKey' | 'subject' | 'sans'>,
): readonly Uint8Array[] {
  if (request.sans.length === 0) {
    throw new CryptoError(
      'san_invalid',
      'A certificate needs at least one name. Give a host name or an IP address.',
    );
  }
  const isSubjectEmpty = Object.values(request.subject).every((value) => value === undefined);
  return [
    subjectKeyIdentifier(keyIdentifierOf(request.publicKey)),
    subjectAltName(request.sans, isSubjectEmpty),
  ];
}
