import { assembleCrl, crlToBeSigned, verifyCrlSignature } from '@certline/crypto';
import { KeystoreError } from '@certline/keystore';
import type { Logger } from '@certline/runtime';
import type { AuthorityRecord, Database } from '@certline/store';
import {
  commitCrlIntent,
  findCrl,
  listAuthorities,
  listRevokedSerials,
  storeCrlSignature,
} from '@certline/store';
import type { Issuers } from './sign/issuers.ts';

const HOUR_MS = 3_600_000;
const VALID_HOURS = 7 * 24;
/** A new list a day, so that six days remain to notice and mend a worker that does not sign. */
const RENEW_WHEN_HOURS_LEFT = 6 * 24;

/** Signs the revocation list of every authority whose list is missing or growing old. */
export async function signCrls(line: {
  db: Database;
  issuers: Issuers;
  now: () => Date;
  logger: Logger;
}): Promise<void> {
  for (const authority of await listAuthorities(line.db)) {
    const current = await findCrl(line.db, authority.id);
    const hoursLeft =
      current === undefined ? 0 : (current.nextUpdate.getTime() - line.now().getTime()) / HOUR_MS;
    if (hoursLeft > RENEW_WHEN_HOURS_LEFT) continue;
    try {
      await signCrl(line, authority);
    } catch (error) {
      // A root is often kept offline: its list is then made in a ceremony, not here. Any other fault is for the
      // operator, and must not keep the lists of the other authorities from being signed.
      const isOffline = authority.kind === 'root' && error instanceof KeystoreError;
      line.logger[isOffline ? 'debug' : 'error'](
        { err: error, authority: authority.slug },
        'this revocation list cannot be signed',
      );
    }
  }
}

async function signCrl(
  { db, issuers, now }: { db: Database; issuers: Issuers; now: () => Date },
  authority: AuthorityRecord,
): Promise<void> {
  const { signer } = await issuers.find(authority.id);
  const revoked = await listRevokedSerials(db, authority.id);
  const thisUpdate = new Date(Math.floor(now().getTime() / 1000) * 1000);
  const nextUpdate = new Date(thisUpdate.getTime() + VALID_HOURS * HOUR_MS);
  // As with certificates: the bytes are committed before they are signed.
  const intent = await commitCrlIntent(db, authority.id, (number) => ({
    thisUpdate,
    nextUpdate,
    toBeSigned: crlToBeSigned({
      issuerCertificate: authority.certificate,
      issuerKeyAlgorithm: signer.algorithm,
      number,
      thisUpdate,
      nextUpdate,
      revoked,
    }),
  }));
  if (intent === null) return;
  const signature = await signer.sign(intent.toBeSigned);
  if (!verifyCrlSignature(assembleCrl(intent.toBeSigned, signature), signer.publicKey)) {
    throw new Error(`The signature over revocation list ${intent.number} does not verify.`);
  }
  await storeCrlSignature(db, authority, intent.number, signature, {
    kind: 'system',
    name: 'signing worker',
  });
}
