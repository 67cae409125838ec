import { createHash } from 'node:crypto';
import type { KeyPair } from '@certline/crypto';
import {
  CryptoError,
  generateKeyPair,
  lintSelfSignedLeaf,
  parseCsr,
  selfSignedLeafToBeSigned,
  serialNumberFrom,
} from '@certline/crypto';
import { decidePolicy, findProfile, lastsADay, validityPeriod } from '@certline/domain';
import type { Failed, Intent, QueuedCertificate } from '@certline/store';
import type { Issuer } from './issuers.ts';
import type { Line } from './line.ts';
import { leafKeyAssociatedData } from './line.ts';

export type Prepared = { ok: true; intent: Intent } | { ok: false; failed: Failed };

/** A fault that no second try would mend. Ends this certificate with a code and a sentence for people. */
class PermanentFault extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'PermanentFault';
    this.code = code;
  }
}

/** Steps 2 to 4 of the recipe for one certificate, up to the bytes that are to be committed. */
export async function prepareIntent(line: Line, queued: QueuedCertificate): Promise<Prepared> {
  // An issuer that is away concerns the whole chunk, so that one is thrown on.
  const issuer = queued.authorityId === null ? null : await line.issuers.find(queued.authorityId);
  try {
    return { ok: true, intent: await prepare(line, queued, issuer) };
  } catch (error) {
    const { certificate } = queued;
    if (error instanceof PermanentFault || error instanceof CryptoError) {
      return { ok: false, failed: { certificate, code: error.code, detail: error.message } };
    }
    // A fault of ours in one row must not hold up its neighbours; it can be retried once it is mended.
    line.logger.error({ err: error, certificate }, 'a certificate could not be prepared');
    const detail =
      'Certline could not prepare this certificate. Try again; if it fails again, tell your administrator.';
    return { ok: false, failed: { certificate, code: 'internal', detail } };
  }
}

async function prepare(line: Line, queued: QueuedCertificate, issuer: Issuer | null): Promise<Intent> {
  const { request } = queued;
  const now = line.now();

  // Policy may have changed since the request was accepted.
  const profile = findProfile(request.profile);
  if (profile === undefined) {
    throw new PermanentFault(
      'profile_unknown',
      `Profile “${request.profile}” does not exist any more. Ask again with another.`,
    );
  }
  const issuerNotAfter = issuer?.validity.notAfter ?? null;
  const refusal = decidePolicy(request, { profile, issuerNotAfter, now: queued.requestedAt }).find(
    (ruling) => !ruling.allowed,
  );
  if (refusal !== undefined) throw new PermanentFault(`policy_${refusal.rule}`, refusal.reason);

  // Judged as of when it was asked for, so that a day in the queue refuses nothing; the issuer may have ended since.
  const period = validityPeriod(now, request.validityDays, issuer?.validity ?? null);
  if (!lastsADay(period)) {
    throw new PermanentFault(
      'issuer_ended',
      'While this request waited, its issuer came to its last day. Ask for a certificate of another authority, or ask your administrator to renew this one.',
    );
  }

  // Reading the CSR again checks its signature and refuses weak keys again.
  const key =
    request.csr === null
      ? await makeKey(line, queued)
      : { publicKey: parseCsr(request.csr).publicKey, sealed: null };

  const leaf = {
    serialNumber: serialNumberFrom(line.random(16)),
    subject: {
      ...request.subject,
      ...(request.commonName === null ? {} : { commonName: request.commonName }),
    },
    sans: request.sans,
    publicKey: key.publicKey,
    ...period,
  };
  const toBeSigned =
    issuer === null
      ? selfSignedLeafToBeSigned({ ...leaf, purpose: profile.purpose })
      : issuer.template(profile.purpose).toBeSigned(leaf);

  const findings = issuer === null ? lintSelfSignedLeaf(toBeSigned) : issuer.lint(toBeSigned);
  if (findings.length > 0) {
    throw new PermanentFault(
      'lint_refused',
      `The certificate would break the rules: ${findings.map((finding) => finding.message).join('; ')}.`,
    );
  }
  return {
    certificate: queued.certificate,
    authorityId: queued.authorityId,
    serialNumber: leaf.serialNumber,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    toBeSigned,
    toBeSignedSha256: createHash('sha256').update(toBeSigned).digest('hex'),
    sealedKey: key.sealed,
  };
}

/** Makes the key and seals it at once; the plain key is wiped before anything else happens. */
async function makeKey(
  line: Line,
  { certificate, request }: QueuedCertificate,
): Promise<{ publicKey: Uint8Array; sealed: Uint8Array }> {
  const pair: KeyPair = await generateKeyPair(request.keyAlgorithm);
  const sealed = line.sealer.seal(pair.privateKey, leafKeyAssociatedData(certificate));
  pair.privateKey.fill(0);
  return { publicKey: pair.publicKey, sealed };
}
