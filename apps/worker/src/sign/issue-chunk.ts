import type { Claim, CommittedIntent, Failed, Intent, Issued } from '@certline/store';
import { commitIntents, loadQueued, storeOutcomes } from '@certline/store';
import type { Line } from './line.ts';
import { prepareIntent } from './prepare-intent.ts';
import { createSigning } from './sign-intent.ts';

/**
 * The issuing recipe, from a claimed chunk to stored certificates. Whatever stops it between two steps,
 * the next claim goes on: before the intent the row is done again, after it the same bytes are signed again.
 * A permanent fault ends its certificate alone; anything thrown is transient and concerns the whole chunk.
 */
export async function issueChunk(line: Line, claim: Claim): Promise<{ issued: number; failed: number }> {
  const { db, metrics } = line;
  const failed: Failed[] = [];

  // 1. The claim came with the job: its number rises with each one, and steps 4 and 6 write under it only.
  // 2. Load what still has no intent; rows of an earlier claim that have one wait at step 5.
  const queued = await metrics.time('load', () => loadQueued(db, claim));

  // 2.–4. Policy again, key, serial, to-be-signed bytes, lint; nothing of it is known to anyone yet.
  const prepared = await metrics.time('prepare', () =>
    Promise.all(queued.map((one) => prepareIntent(line, one))),
  );
  const intents = prepared.flatMap((outcome): Intent[] => (outcome.ok ? [outcome.intent] : []));
  failed.push(...prepared.flatMap((outcome): Failed[] => (outcome.ok ? [] : [outcome.failed])));

  // 4. Commit serial, bytes and sealed key. What comes back was read from the database after the commit.
  const committed: CommittedIntent[] = await metrics.time('intent', () => commitIntents(db, claim, intents));

  // 5. Sign those bytes, and check that the certificate holds exactly them.
  const signing = createSigning(line);
  const issued: Issued[] = [];
  await metrics.time('sign', async () => {
    for (const intent of committed) {
      const outcome = await signing.sign(intent);
      if (outcome.ok) issued.push(outcome.issued);
      else failed.push(outcome.failed);
    }
  });
  const signedAt = line.now();

  // 6. Certificates, record and states in one transaction, which also tells those who follow.
  await metrics.time('store', () => storeOutcomes(db, claim, { issued, signedAt, failed }));
  return { issued: issued.length, failed: failed.length };
}
