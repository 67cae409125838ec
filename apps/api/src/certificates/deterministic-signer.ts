import { createPrivateKey } from 'node:crypto';
import type { KeyAlgorithm, Signer } from '@certline/crypto';
import { signerFromPrivateKey } from '@certline/crypto';
import { p256, p384 } from '@noble/curves/nist.js';

// lowS is Bitcoin's rule and none of X.509's; extraEntropy off is RFC 6979 as it stands.
const OPTIONS = { format: 'der', lowS: false, extraEntropy: false, prehash: true } as const;

/**
 * A signer whose signature over the same bytes is always the same, so that a bundle is the same archive each
 * time. RSA (PKCS #1 v1.5) and Ed25519 are so by nature; ECDSA by RFC 6979, which node:crypto does not offer.
 */
export function deterministicSigner(privateKey: Uint8Array): Signer {
  const signer = signerFromPrivateKey(privateKey);
  const curve = CURVES[signer.algorithm];
  if (curve === undefined) return signer;
  const scalar = privateScalarOf(privateKey);
  return {
    algorithm: signer.algorithm,
    publicKey: signer.publicKey,
    sign: (toBeSigned) => Promise.resolve(curve.sign(toBeSigned, scalar, OPTIONS)),
  };
}

const CURVES: Partial<Record<KeyAlgorithm, typeof p256>> = {
  'ecdsa-p256': p256,
  'ecdsa-p384': p384,
};

function privateScalarOf(privateKey: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  const { d } = key.export({ format: 'jwk' });
  if (d === undefined) throw new Error('An elliptic-curve key without a private scalar.');
  return new Uint8Array(Buffer.from(d, 'base64url'));
}
