import { hash } from 'node:crypto';
import { bitString, sequence } from '../der/writer.ts';
import { verifySignature } from '../keys/signature.ts';
import { parseToBeSigned, signatureAlgorithmOf, splitCertificate } from './parse.ts';

/** DER of the certificate: the signed bytes as they are, the algorithm that they name, the signature. */
export const assembleCertificate = (toBeSigned: Uint8Array, signature: Uint8Array): Uint8Array =>
  sequence(toBeSigned, signatureAlgorithmOf(toBeSigned), bitString(signature));

/** The TBSCertificate inside a certificate, byte for byte. */
export const toBeSignedOf = (certificate: Uint8Array): Uint8Array => splitCertificate(certificate).toBeSigned;

/** SubjectPublicKeyInfo, DER. */
export const subjectPublicKeyInfoOf = (certificate: Uint8Array): Uint8Array =>
  parseToBeSigned(toBeSignedOf(certificate)).publicKey;

/** Content octets of the serial number. */
export const serialNumberOf = (certificate: Uint8Array): Uint8Array =>
  parseToBeSigned(toBeSignedOf(certificate)).serialNumber;

/**
 * Whether the holder of `issuerPublicKey` (SubjectPublicKeyInfo DER) signed the certificate.
 * @throws CryptoError `der_*`, `certificate_malformed`, `signature_algorithm_unsupported`, `key_point_invalid`.
 */
export function verifyCertificateSignature(certificate: Uint8Array, issuerPublicKey: Uint8Array): boolean {
  const { toBeSigned, signatureAlgorithm, signature } = splitCertificate(certificate);
  return verifySignature(signatureAlgorithm, toBeSigned, signature, issuerPublicKey);
}

/** Lower-case hexadecimal SHA-256 of the whole DER. */
export const fingerprintSha256 = (der: Uint8Array): string => hash('sha256', der, 'hex');
