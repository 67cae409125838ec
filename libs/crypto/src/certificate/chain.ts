import { equalBytes } from '../der/bytes.ts';
import { CryptoError } from '../errors.ts';
import { verifyCertificateSignature } from './certificate.ts';
import {
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readSubjectKeyIdentifier,
} from './extension-values.ts';
import { parseToBeSigned, splitCertificate, type ToBeSignedParts } from './parse.ts';

export interface BuiltChain {
  /** Leaf first, then the intermediates towards the root, without it. */
  readonly chain: readonly Uint8Array[];
  /** The self-signed certificate that the chain ends in; null when it is not among the candidates. */
  readonly root: Uint8Array | null;
}

interface Candidate {
  readonly certificate: Uint8Array;
  readonly parts: ToBeSignedParts;
}

// Longer chains occur in attacks only; the bound on tries keeps cross-signed loops from multiplying.
const MAX_DEPTH = 10;
const MAX_SIGNATURE_CHECKS = 100;

/**
 * The way from a leaf up, through candidates in any order: names, key identifiers, CA flag and signatures must
 * fit. A way that ends in a root wins over one that does not. Dates are the caller's to judge.
 * @throws CryptoError `der_*`, `certificate_malformed`, `chain_broken` for too many candidates.
 */
export function buildChain(leaf: Uint8Array, candidates: readonly Uint8Array[]): BuiltChain {
  const pool = candidates.map(read);
  let checksLeft = MAX_SIGNATURE_CHECKS;

  const isSignedBy = (child: Candidate, issuer: Candidate): boolean => {
    if (!equalBytes(child.parts.issuer, issuer.parts.subject) || !keyIdentifiersFit(child, issuer))
      return false;
    if (checksLeft-- <= 0) {
      throw new CryptoError(
        'chain_broken',
        'There are too many certificates to choose from. Give only those of the chain.',
      );
    }
    try {
      return verifyCertificateSignature(child.certificate, issuer.parts.publicKey);
    } catch (error) {
      if (error instanceof CryptoError) return false;
      throw error;
    }
  };

  const climb = (path: readonly Candidate[]): BuiltChain => {
    const top = path[path.length - 1];
    if (top === undefined) throw new RangeError('a path has at least a leaf');
    const chain = path.map(({ certificate }) => certificate);
    if (equalBytes(top.parts.issuer, top.parts.subject) && isSignedBy(top, top)) {
      return path.length === 1
        ? { chain, root: top.certificate }
        : { chain: chain.slice(0, -1), root: top.certificate };
    }
    let best: BuiltChain = { chain, root: null };
    if (path.length >= MAX_DEPTH) return best;
    for (const issuer of pool) {
      if (path.some(({ certificate }) => equalBytes(certificate, issuer.certificate))) continue;
      if (!readBasicConstraints(issuer.parts.extensions).isCa || !isSignedBy(top, issuer)) continue;
      const found = climb([...path, issuer]);
      if (found.root !== null) return found;
      if (found.chain.length > best.chain.length) best = found;
    }
    return best;
  };

  return climb([read(leaf)]);
}

const read = (certificate: Uint8Array): Candidate => ({
  certificate,
  parts: parseToBeSigned(splitCertificate(certificate).toBeSigned),
});

/** RFC 5280 4.2.1.1: where both are given they must agree. */
function keyIdentifiersFit(child: Candidate, issuer: Candidate): boolean {
  const authority = readAuthorityKeyIdentifier(child.parts.extensions);
  const subject = readSubjectKeyIdentifier(issuer.parts.extensions);
  return authority === undefined || subject === undefined || equalBytes(authority, subject);
}
