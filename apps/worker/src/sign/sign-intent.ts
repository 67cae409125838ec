import type { Signer } from '@certline/crypto';
import {
  assembleCertificate,
  CryptoError,
  fingerprintSha256,
  signerFromPrivateKey,
  toBeSignedOf,
  verifyCertificateSignature,
} from '@certline/crypto';
import type { CommittedIntent, Failed, Issued } from '@certline/store';
import type { Line } from './line.ts';
import { leafKeyAssociatedData } from './line.ts';

export type Signed = { ok: true; issued: Issued } | { ok: false; failed: Failed };

/**
 * Step 5 of the recipe for one chunk. Takes committed intents only: those exist in the database.
 * Every RSA signature is checked; of in-process elliptic-curve keys the first in the chunk is, for there a
 * check costs twice the signature and guards against the same broken key.
 */
export function createSigning(line: Line): { sign: (intent: CommittedIntent) => Promise<Signed> } {
  const checked = new Set<Signer>();

  return {
    sign: async (intent) => {
      const found = await signerOf(line, intent);
      if (found === null) return keyUnreadable(line, intent);
      const { signer, checksEverySignature } = found;
      const signature = await signer.sign(intent.toBeSigned);
      const certificate = assembleCertificate(intent.toBeSigned, signature);
      const mustCheck = checksEverySignature || !checked.has(signer);
      checked.add(signer);
      const holdsTheBytes = Buffer.from(toBeSignedOf(certificate)).equals(intent.toBeSigned);
      if (!holdsTheBytes || (mustCheck && !verifyCertificateSignature(certificate, signer.publicKey))) {
        line.logger.error({ certificate: intent.certificate }, 'a signature does not verify');
        const detail =
          'The signature did not verify, so the certificate was withheld. Ask for a new one and tell your administrator.';
        return { ok: false, failed: { certificate: intent.certificate, code: 'signature_invalid', detail } };
      }
      return {
        ok: true,
        issued: {
          certificate: intent.certificate,
          signature,
          fingerprintSha256: fingerprintSha256(certificate),
        },
      };
    },
  };
}

/**
 * Who signs. An authority that is away throws and concerns the whole chunk; null is a self-signed certificate whose own
 * key cannot be opened, which concerns no other.
 */
async function signerOf(
  line: Line,
  intent: CommittedIntent,
): Promise<{ signer: Signer; checksEverySignature: boolean } | null> {
  if (intent.authorityId !== null) return line.issuers.find(intent.authorityId);
  if (intent.sealedKey === null) return null;
  try {
    const privateKey = line.sealer.open(intent.sealedKey, leafKeyAssociatedData(intent.certificate));
    const signer = signerFromPrivateKey(privateKey);
    privateKey.fill(0);
    return { signer, checksEverySignature: true };
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}

function keyUnreadable(line: Line, { certificate }: CommittedIntent): Signed {
  line.logger.error({ certificate }, 'the sealed key of a self-signed certificate cannot be opened');
  const detail =
    'The stored key of this certificate cannot be opened, so it cannot sign itself. Ask for a new certificate; if that fails too, tell your administrator.';
  return { ok: false, failed: { certificate, code: 'sealed_key_unreadable', detail } };
}
