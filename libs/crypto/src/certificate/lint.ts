import { CryptoError } from '../errors.ts';
import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import { keyAlgorithmOf } from '../keys/public-key.ts';
import { readIssuer } from './issuer.ts';
import { LINT_RULES, type LintIssuer, type LintRule } from './lint-rules.ts';
import { parseToBeSigned, type ToBeSignedParts } from './parse.ts';

export interface LintFinding {
  readonly rule: LintRule;
  /** What is wrong, for the operator. */
  readonly message: string;
}

/**
 * Prepares the check of leaf certificates of one issuer. The check takes the TBSCertificate DER and gives what
 * is wrong with it, nothing when it may be signed.
 * @throws CryptoError `issuer_unsuitable`.
 */
export function compileLint(issuerCertificate: Uint8Array): (toBeSigned: Uint8Array) => LintFinding[] {
  const issuer = readIssuer(issuerCertificate);
  return (toBeSigned) => lint(toBeSigned, () => issuer);
}

/** compileLint for a single certificate. */
export const lintToBeSigned = (
  toBeSigned: Uint8Array,
  { issuerCertificate }: { readonly issuerCertificate: Uint8Array },
): LintFinding[] => compileLint(issuerCertificate)(toBeSigned);

/** The same check of a leaf that its own key will sign. */
export const lintSelfSignedLeaf = (toBeSigned: Uint8Array): LintFinding[] =>
  lint(toBeSigned, (parts) => ({
    name: parts.subject,
    keyIdentifier: undefined,
    notBeforeMs: parts.notBeforeMs,
    notAfterMs: parts.notAfterMs,
    signatureAlgorithm: KEY_ALGORITHMS[keyAlgorithmOf(parts.publicKey)].signatureAlgorithm,
  }));

function lint(toBeSigned: Uint8Array, issuerOf: (parts: ToBeSignedParts) => LintIssuer): LintFinding[] {
  try {
    const parts = parseToBeSigned(toBeSigned);
    const issuer = issuerOf(parts);
    const findings: LintFinding[] = [];
    for (const [rule, check] of LINT_RULES) {
      const message = check(parts, issuer);
      if (message !== undefined) findings.push({ rule, message });
    }
    return findings;
  } catch (error) {
    if (error instanceof CryptoError) return [{ rule: 'der', message: error.message }];
    throw error;
  }
}
