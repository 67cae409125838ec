import { assembleCrl, crlToBeSigned } from '@certline/crypto';
import type { Keystore } from '@certline/keystore';
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

const HOUR_MS = 3_600_000;
const VALID_HOURS = 7 * 24;
/** A new list a day, so that six days remain to notice and mend a worker that does not sign. */
const RENEW_WHEN_HOURS_LEFT = 6 * 24;

/** Signs the revocation list of every authority whose list is missing or growing old. */
export async function signCrls(line: {
  db: Database;
  keystore: Keystore;
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
      // A root is often kept offline: its list is then made in a ceremony, not here.
      if (!(error instanceof KeystoreError)) throw error;
      line.logger.debug({ authority: authority.slug }, 'no key here to sign this revocation list');
    }
  }
}

async function signCrl(
  { db, keystore, now }: { db: Database; keystore: Keystore; now: () => Date },
  authority: AuthorityRecord,
): Promise<void> {
  const signer = await keystore.signer(authority.slug);
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
  assembleCrl(intent.toBeSigned, signature);
  await storeCrlSignature(db, authority, intent.number, signature, {
    kind: 'system',
    name: 'signing worker',
  });
}
