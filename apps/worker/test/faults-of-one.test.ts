import { randomBytes } from 'node:crypto';
import type { CertificateId, ChunkId } from '@certline/contracts';
import { createSealer } from '@certline/crypto';
import { createLogger } from '@certline/runtime';
import type { Claim } from '@certline/store';
import { claimChunk, commitIntents, listAuthorities, loadQueued } from '@certline/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLineMetrics } from '../src/metrics.ts';
import { issueChunk } from '../src/sign/issue-chunk.ts';
import { createIssuers } from '../src/sign/issuers.ts';
import type { Line } from '../src/sign/line.ts';
import { prepareIntent } from '../src/sign/prepare-intent.ts';
import type { TestLine } from './line-harness.ts';
import { startTestLine } from './line-harness.ts';

let installation: TestLine;
beforeEach(async () => {
  installation = await startTestLine();
});
afterEach(() => installation.close());

/** The recipe's own line, with a clock that can be set. */
function aLine(now: () => Date = () => new Date()): Line {
  const { store, keystore, logLines } = installation;
  return {
    db: store.db,
    issuers: createIssuers(store.db, keystore, undefined),
    sealer: createSealer(new Uint8Array(32).fill(2)),
    now,
    random: randomBytes,
    logger: createLogger('worker', 'debug', { write: (text) => void logLines.push(text) }),
    metrics: createLineMetrics(store.db),
  };
}

async function claim(chunk: ChunkId): Promise<Claim> {
  const result = await claimChunk(installation.store.db, chunk, 60_000);
  if (result.outcome !== 'claimed') throw new Error(result.outcome);
  return result.claim;
}

async function putInto(chunk: ChunkId, certificate: CertificateId): Promise<void> {
  const { db } = installation.store;
  await db.updateTable('certificate').set({ chunk_id: chunk }).where('id', '=', certificate).execute();
}

test('a self-signed row whose key cannot be opened fails alone; its neighbour is issued', async () => {
  const { store, accept, settled } = installation;
  const self = { commonName: 'self.imdst.com', authority: 'self' };
  const [good, bad] = [await accept(self), await accept(self)];
  await putInto(good.chunk, bad.certificate);
  const line = aLine();
  const held = await claim(good.chunk);
  const prepared = await Promise.all(
    (await loadQueued(store.db, held)).map((queued) => prepareIntent(line, queued)),
  );
  await commitIntents(
    store.db,
    held,
    prepared.flatMap((one) => (one.ok ? [one.intent] : [])),
  );
  // As a damaged disk or another key-encryption key would leave it.
  await store.db
    .updateTable('certificate_intent')
    .set({ sealed_key: randomBytes(200) })
    .where('certificate_id', '=', bad.certificate)
    .execute();

  expect(await issueChunk(line, held)).toEqual({ issued: 1, failed: 1 });
  await settled(good.certificate);
  const { failure } = await settled(bad.certificate, 'failed');
  expect(failure?.code).toBe('sealed_key_unreadable');
  expect(failure?.detail).toMatch(/^The stored key of this certificate cannot be opened.* Ask for a new/);
});

test('a request that outwaited its issuer says so, and whom to ask', async () => {
  const { store, accept, settled } = installation;
  const { certificate, chunk } = await accept();
  const issuing = (await listAuthorities(store.db)).find((one) => one.isDefault)!;
  const lastHours = new Date(issuing.notAfter.getTime() - 3_600_000);
  expect(
    await issueChunk(
      aLine(() => lastHours),
      await claim(chunk),
    ),
  ).toEqual({ issued: 0, failed: 1 });
  const { failure } = await settled(certificate, 'failed');
  expect(failure?.code).toBe('issuer_ended');
  expect(failure?.detail).toMatch(/another authority, or ask your administrator/);
});
