import { CryptoError } from '../errors.ts';
import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import { keyAlgorithmOf, keyIdentifierOf } from '../keys/public-key.ts';
import type { Subject } from '../names/types.ts';
import {
  authorityKeyIdentifier,
  caBasicConstraints,
  KEY_USAGE_CA,
  type PkiUrls,
  pointers,
  subjectKeyIdentifier,
} from './extensions.ts';
import { readIssuer } from './issuer.ts';
import { encodeName } from './name.ts';
import { encodeToBeSigned } from './to-be-signed.ts';

interface AuthorityRequest {
  /** Content octets, from serialNumberFrom. */
  readonly serialNumber: Uint8Array;
  /** Never empty (RFC 5280 4.1.2.6). */
  readonly subject: Subject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
}

export interface IntermediateRequest extends AuthorityRequest {
  /** `certificate`: DER of the CA certificate that will sign. */
  readonly issuer: { readonly certificate: Uint8Array };
  /** How many further CA certificates may follow: 0 for one that signs leaves only. */
  readonly pathLen: number;
  readonly pkiUrls?: PkiUrls;
}

/** DER of the TBSCertificate of a root, to be signed by its own key. */
export function rootToBeSigned(request: AuthorityRequest): Uint8Array {
  const name = authorityName(request.subject);
  return encodeToBeSigned({
    ...request,
    signatureAlgorithm: KEY_ALGORITHMS[keyAlgorithmOf(request.publicKey)].signatureAlgorithm,
    issuer: name,
    subject: name,
    extensions: [
      caBasicConstraints(undefined),
      KEY_USAGE_CA,
      subjectKeyIdentifier(keyIdentifierOf(request.publicKey)),
    ],
  });
}

/**
 * DER of the TBSCertificate of an intermediate CA.
 * @throws CryptoError `validity_beyond_issuer`, `path_length_invalid` when the issuer does not allow that many
 *   CAs below it, `issuer_unsuitable`, `name_malformed` for an empty subject.
 */
export function intermediateToBeSigned(request: IntermediateRequest): Uint8Array {
  const issuer = readIssuer(request.issuer.certificate);
  if (request.notAfter.getTime() > issuer.notAfterMs) {
    throw new CryptoError(
      'validity_beyond_issuer',
      'The intermediate would outlive the CA that signs it. Choose an earlier end.',
    );
  }
  const isWholeNumber = Number.isInteger(request.pathLen) && request.pathLen >= 0;
  if (!isWholeNumber || (issuer.pathLength !== undefined && request.pathLen >= issuer.pathLength)) {
    throw new CryptoError(
      'path_length_invalid',
      'The CA above does not allow that many CAs below it. Choose a smaller path length.',
    );
  }
  keyAlgorithmOf(request.publicKey);
  return encodeToBeSigned({
    ...request,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    subject: authorityName(request.subject),
    extensions: [
      caBasicConstraints(request.pathLen),
      KEY_USAGE_CA,
      subjectKeyIdentifier(keyIdentifierOf(request.publicKey)),
      authorityKeyIdentifier(issuer.keyIdentifier),
      ...pointers(request.pkiUrls),
    ],
  });
}

function authorityName(subject: Subject): Uint8Array {
  const name = encodeName(subject);
  if (name.length === 2)
    throw new CryptoError('name_malformed', 'A CA needs a name. Give at least a common name.');
  return name;
}
