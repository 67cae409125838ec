import { CryptoError } from '../errors.ts';
import { KEY_ALGORITHMS, type KeyAlgorithm } from '../keys/algorithms.ts';
import { keyAlgorithmOf } from '../keys/public-key.ts';
import { readBasicConstraints, readKeyUsage, readSubjectKeyIdentifier } from './extension-values.ts';
import { parseToBeSigned, splitCertificate } from './parse.ts';

/** What of a CA certificate goes into, or limits, what it signs. */
export interface IssuerFacts {
  /** DER of its subject, byte for byte the issuer of what it signs (RFC 5280 4.1.2.4). */
  readonly name: Uint8Array;
  readonly keyIdentifier: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly keyAlgorithm: KeyAlgorithm;
  /** DER AlgorithmIdentifier of the signatures by its key. */
  readonly signatureAlgorithm: Uint8Array;
  /** How many CA certificates may follow; undefined without limit. */
  readonly pathLength: number | undefined;
}

/**
 * Reads a CA certificate.
 * @throws CryptoError `issuer_unsuitable` when it may not sign certificates: no CA, or no subjectKeyIdentifier.
 */
export function readIssuer(certificate: Uint8Array): IssuerFacts {
  const parts = parseToBeSigned(splitCertificate(certificate).toBeSigned);
  const keyIdentifier = readSubjectKeyIdentifier(parts.extensions);
  const { isCa, pathLength } = readBasicConstraints(parts.extensions);
  const keyUsage = readKeyUsage(parts.extensions);
  const maySign = isCa && (keyUsage.length === 0 || keyUsage.includes('keyCertSign'));
  if (!maySign || keyIdentifier === undefined) {
    throw new CryptoError(
      'issuer_unsuitable',
      'The issuer is not a CA certificate with a subject key identifier, so it cannot sign others. Choose a CA certificate.',
    );
  }
  const keyAlgorithm = keyAlgorithmOf(parts.publicKey);
  return {
    name: parts.subject,
    keyIdentifier,
    notBeforeMs: parts.notBeforeMs,
    notAfterMs: parts.notAfterMs,
    keyAlgorithm,
    signatureAlgorithm: KEY_ALGORITHMS[keyAlgorithm].signatureAlgorithm,
    pathLength,
  };
}
