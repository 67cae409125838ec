import { authorityKeyIdentifier } from '../certificate/extensions.ts';
import { readIssuer } from '../certificate/issuer.ts';
import { contextConstructed, TAG } from '../der/tags.ts';
import { encodeTime } from '../der/time.ts';
import { bitString, element, integer, objectIdentifier, octetString, sequence } from '../der/writer.ts';
import { DerReader } from '../der/reader.ts';
import { CryptoError } from '../errors.ts';
import type { KeyAlgorithm } from '../keys/algorithms.ts';
import { verifySignature } from '../keys/signature.ts';
import { OID } from '../oids.ts';

/** RFC 5280 5.3.1, by the names that it uses; `unspecified` is left out of a CRL, as 5.3.1 asks. */
const REASON_CODES = {
  unspecified: undefined,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
} as const;

export type RevocationReason = keyof typeof REASON_CODES;

export interface RevokedCertificate {
  /** Content octets. */
  readonly serialNumber: Uint8Array;
  readonly revokedAt: Date;
  readonly reason?: RevocationReason;
}

export interface CrlRequest {
  /** DER of the CA certificate. */
  readonly issuerCertificate: Uint8Array;
  readonly issuerKeyAlgorithm: KeyAlgorithm;
  /** Rises with every list, at most 20 octets (RFC 5280 5.2.3). */
  readonly number: bigint;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly RevokedCertificate[];
}

/**
 * DER of the TBSCertList (RFC 5280 5.1), version 2.
 * @throws CryptoError `crl_invalid`, `issuer_unsuitable`, `issuer_key_mismatch`.
 */
export function crlToBeSigned(request: CrlRequest): Uint8Array {
  const issuer = readIssuer(request.issuerCertificate);
  if (issuer.keyAlgorithm !== request.issuerKeyAlgorithm) {
    throw new CryptoError(
      'issuer_key_mismatch',
      'The issuer certificate holds another kind of key than the signer. Check that key and certificate belong together.',
    );
  }
  if (request.nextUpdate <= request.thisUpdate || request.number < 0n || request.number >= 1n << 159n) {
    throw new CryptoError(
      'crl_invalid',
      'The next update must come after this one, and the number be from 0 to 2^159.',
    );
  }
  const crlNumber = sequence(objectIdentifier(OID.cRLNumber), octetString(integer(request.number)));
  return sequence(
    integer(1),
    issuer.signatureAlgorithm,
    issuer.name,
    encodeTime(request.thisUpdate),
    encodeTime(request.nextUpdate),
    // RFC 5280 5.1.2.6: with nothing revoked the list must be absent, not empty.
    ...(request.revoked.length === 0 ? [] : [sequence(...request.revoked.map(encodeEntry))]),
    element(contextConstructed(0), sequence(authorityKeyIdentifier(issuer.keyIdentifier), crlNumber)),
  );
}

function encodeEntry({ serialNumber, revokedAt, reason = 'unspecified' }: RevokedCertificate): Uint8Array {
  const code = REASON_CODES[reason];
  const entry = [element(TAG.integer, serialNumber), encodeTime(revokedAt)];
  if (code !== undefined) {
    const reasonCode = element(TAG.enumerated, Uint8Array.of(code));
    entry.push(sequence(sequence(objectIdentifier(OID.reasonCode), octetString(reasonCode))));
  }
  return sequence(...entry);
}

/** DER of the CRL: the signed bytes as they are, the algorithm that they name, the signature. */
export function assembleCrl(toBeSigned: Uint8Array, signature: Uint8Array): Uint8Array {
  const reader = DerReader.only(toBeSigned, TAG.sequence);
  reader.readInteger();
  return sequence(toBeSigned, reader.readElement(TAG.sequence), bitString(signature));
}

/** Whether the holder of `issuerPublicKey` (SubjectPublicKeyInfo DER) signed the CRL. */
export function verifyCrlSignature(crl: Uint8Array, issuerPublicKey: Uint8Array): boolean {
  const reader = DerReader.only(crl, TAG.sequence);
  const toBeSigned = reader.readElement(TAG.sequence);
  const signatureAlgorithm = reader.readElement(TAG.sequence);
  const signature = reader.readBitString();
  reader.finish();
  return verifySignature(signatureAlgorithm, toBeSigned, signature, issuerPublicKey);
}
