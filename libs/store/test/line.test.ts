import { randomBytes } from 'node:crypto';
import type { CertificateId } from '@certline/contracts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Failed, Issued } from '../src/index.ts';
import {
  ClaimLostError,
  cancelCertificate,
  claimChunk,
  commitIntents,
  findCertificate,
  listHistory,
  listRevokedSerials,
  loadQueued,
  releaseChunk,
  renewClaim,
  retryCertificate,
  storeOutcomes,
} from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { anIntent, by, endLease, openTestStore } from './store-harness.ts';

let line: TestStore;
beforeEach(async () => {
  line = await openTestStore();
});
afterEach(() => line.close());

const issued = (certificate: CertificateId): Issued => ({
  certificate,
  signature: randomBytes(64),
  fingerprintSha256: randomBytes(32).toString('hex'),
});
const failed = (certificate: CertificateId): Failed => ({ certificate, code: 'bad', detail: 'It is bad.' });
const statusOf = async (certificate: CertificateId) =>
  (await findCertificate(line.store.db, line.shop.id, certificate))?.status;
const cancel = (certificate: CertificateId) =>
  line.store.db.transaction().execute((tx) => cancelCertificate(tx, certificate, by(line.shop)));
const retry = (certificate: CertificateId) =>
  line.store.db.transaction().execute((tx) => retryCertificate(tx, certificate, by(line.shop)));
const outcomes = (of: { issued?: Issued[]; failed?: Failed[] }) => ({
  ...{ issued: of.issued ?? [], failed: of.failed ?? [], signedAt: new Date() },
});
const eventTypes = async (certificate: CertificateId) =>
  (await listHistory(line.store.db, line.shop.id, certificate)).map((event) => event.type);

test('the number of a claim rises with each one, and only one holds at a time', async () => {
  const { chunk } = await line.accept();
  const results = await Promise.all([1, 2, 3, 4].map(() => claimChunk(line.store.db, chunk, 60_000)));
  expect(results.map((result) => result.outcome).sort()).toEqual(['claimed', 'leased', 'leased', 'leased']);
  await endLease(line, chunk);
  expect((await line.claim(chunk)).number).toBe(2);
});

test('how long a lease lasts is for Postgres’s clock to say', async () => {
  const { chunk } = await line.accept();
  await line.claim(chunk, 60_000);
  const result = await claimChunk(line.store.db, chunk, 60_000);
  if (result.outcome !== 'leased') throw new Error(result.outcome);
  expect(result.retryInMs).toBeGreaterThan(0);
  expect(result.retryInMs).toBeLessThanOrEqual(60_000);
  const { rows } = await sql<{ kept: boolean }>`
    select lease_until between now() and now() + interval '60 seconds' as kept from chunk where id = ${chunk}`.execute(
    line.store.db,
  );
  expect(rows[0]?.kept).toBe(true);
});

test('a chunk that is done or does not exist is finished', async () => {
  const { chunk, certificate } = await line.accept();
  const claim = await line.claim(chunk);
  await storeOutcomes(line.store.db, claim, outcomes({ failed: [failed(certificate)] }));
  expect(await claimChunk(line.store.db, chunk, 1_000)).toEqual({ outcome: 'finished' });
  expect(await claimChunk(line.store.db, certificate as unknown as typeof chunk, 1_000)).toEqual({
    outcome: 'finished',
  });
});

test('a lost claim writes nothing, renews nothing, and gives nothing back', async () => {
  const { chunk, certificate } = await line.accept();
  const lost = await line.claim(chunk);
  await endLease(line, chunk);
  const held = await line.claim(chunk);
  const { db } = line.store;
  await expect(commitIntents(db, lost, [anIntent(certificate)])).rejects.toThrow(ClaimLostError);
  await expect(storeOutcomes(db, lost, outcomes({ failed: [failed(certificate)] }))).rejects.toThrow(
    ClaimLostError,
  );
  await expect(renewClaim(db, lost, 60_000)).rejects.toThrow(ClaimLostError);
  await releaseChunk(db, lost, { reason: 'late', pauseMs: 1_000 });
  expect(await line.chunkRow(chunk)).toMatchObject({ status: 'claimed', claim: held.number, attempts: 0 });
  expect(await statusOf(certificate)).toBe('queued');
  await renewClaim(db, held, 60_000);
});

test('what is given back after a fault counts it and waits; at shutdown neither', async () => {
  const { chunk } = await line.accept();
  await releaseChunk(line.store.db, await line.claim(chunk), { reason: 'Redis: gone', pauseMs: 60_000 });
  expect(await line.chunkRow(chunk)).toMatchObject({ status: 'waiting', attempts: 1 });
  await releaseChunk(line.store.db, await line.claim(chunk), null);
  expect(await line.chunkRow(chunk)).toMatchObject({ status: 'waiting', attempts: 1, claim: 2 });
});

test('those who wait are told at the third fault and then at every tenth, and never why', async () => {
  const { chunk, certificates } = await line.acceptTogether(2);
  const done = certificates[1]!;
  const finish = await line.claim(chunk);
  await storeOutcomes(line.store.db, finish, outcomes({ failed: [failed(done)] }));
  await releaseChunk(line.store.db, finish, null);
  const reason = 'KeystoreError: issuing.sealed is away';
  for (let fault = 1; fault <= 21; fault++)
    await releaseChunk(line.store.db, await line.claim(chunk), { reason, pauseMs: 0 });
  const delays = async (certificate: CertificateId) =>
    (await listHistory(line.store.db, line.shop.id, certificate)).filter(
      ({ type }) => type === 'certificate.delayed',
    );
  const told = await delays(certificates[0]!);
  expect(told.map(({ detail }) => /(\d+) times/.exec(detail)?.[1])).toEqual(['3', '10', '20']);
  for (const { detail } of told) {
    expect(detail).toMatch(/^A fault on Certline’s side .* tried again by itself;.*\.$/);
    expect(detail).not.toContain('issuing');
  }
  expect(await delays(done)).toEqual([]);
});

test('what was cancelled after it was loaded gets no intent; its neighbours get theirs', async () => {
  const { chunk, certificates } = await line.acceptTogether(3);
  const claim = await line.claim(chunk);
  const loaded = (await loadQueued(line.store.db, claim)).map((one) => one.certificate);
  expect(loaded).toEqual([...certificates].sort());
  expect(await cancel(certificates[1]!)).toBe(true);
  const committed = await commitIntents(
    line.store.db,
    claim,
    loaded.map((id) => anIntent(id)),
  );
  expect(committed.map((intent) => intent.certificate)).toEqual(
    loaded.filter((id) => id !== certificates[1]),
  );
  expect(await cancel(certificates[0]!)).toBe(false);
});

test('an intent is never replaced: the next claim gets the bytes of the first', async () => {
  const { chunk, certificate } = await line.accept();
  const first = anIntent(certificate);
  await commitIntents(line.store.db, await line.claim(chunk), [first]);
  await endLease(line, chunk);
  const [kept] = await commitIntents(line.store.db, await line.claim(chunk), [anIntent(certificate)]);
  expect(Buffer.from(kept!.toBeSigned).equals(first.toBeSigned)).toBe(true);
  expect(Buffer.from(kept!.sealedKey!).equals(first.sealedKey!)).toBe(true);
});

test('even a row that was wrongly queued again cannot get a second intent: Postgres refuses', async () => {
  const { chunk, certificate } = await line.accept();
  const claim = await line.claim(chunk);
  await commitIntents(line.store.db, claim, [anIntent(certificate)]);
  await sql`update certificate set status = 'queued' where id = ${certificate}`.execute(line.store.db);
  await expect(commitIntents(line.store.db, claim, [anIntent(certificate)])).rejects.toThrow(/duplicate key/);
});

test('no serial number is given twice, whoever asks', async () => {
  const [one, two] = [await line.accept(), await line.accept()];
  const { serialNumber } = anIntent(one.certificate);
  await commitIntents(line.store.db, await line.claim(one.chunk), [
    anIntent(one.certificate, { serialNumber }),
  ]);
  const second = commitIntents(line.store.db, await line.claim(two.chunk), [
    anIntent(two.certificate, { serialNumber }),
  ]);
  await expect(second).rejects.toThrow(/duplicate key/);
});

test('a claim reaches only the certificates of its own chunk', async () => {
  const [mine, other] = [await line.accept(), await line.accept()];
  const claim = await line.claim(mine.chunk);
  await line.claim(other.chunk);
  expect(await commitIntents(line.store.db, claim, [anIntent(other.certificate)])).toEqual([]);
  await storeOutcomes(line.store.db, claim, outcomes({ failed: [failed(other.certificate)] }));
  expect(await statusOf(other.certificate)).toBe('queued');
});

test('outcomes stored twice are stored once', async () => {
  const { chunk, certificates } = await line.acceptTogether(2);
  const [done] = certificates;
  const claim = await line.claim(chunk);
  await commitIntents(
    line.store.db,
    claim,
    certificates.map((id) => anIntent(id)),
  );
  const result = issued(done!);
  await storeOutcomes(line.store.db, claim, outcomes({ issued: [result] }));
  await storeOutcomes(line.store.db, claim, outcomes({ issued: [issued(done!)], failed: [failed(done!)] }));
  const stored = await findCertificate(line.store.db, line.shop.id, done!);
  expect(stored).toMatchObject({
    status: 'issued',
    fingerprintSha256: result.fingerprintSha256,
    failure: null,
  });
  expect((await eventTypes(done!)).filter((type) => type === 'certificate.issued')).toHaveLength(1);
  expect((await line.chunkRow(chunk)).status).toBe('claimed');
});

test('nothing is issued that has no committed intent', async () => {
  const { chunk, certificate } = await line.accept();
  await storeOutcomes(line.store.db, await line.claim(chunk), outcomes({ issued: [issued(certificate)] }));
  expect(await statusOf(certificate)).toBe('queued');
});

test('what fails after its intent counts as revoked and cannot be tried again', async () => {
  const { chunk, certificate } = await line.accept();
  const claim = await line.claim(chunk);
  const intent = anIntent(certificate, { authorityId: line.authority });
  await commitIntents(line.store.db, claim, [intent]);
  expect(await listRevokedSerials(line.store.db, line.authority)).toEqual([]);
  await storeOutcomes(line.store.db, claim, outcomes({ failed: [failed(certificate)] }));
  const revoked = await listRevokedSerials(line.store.db, line.authority);
  expect(revoked.map((one) => Buffer.from(one.serialNumber).toString('hex'))).toEqual([
    Buffer.from(intent.serialNumber).toString('hex'),
  ]);
  expect(await retry(certificate)).toBeNull();
});

test('what fails before its intent can be tried again, once, in a chunk of its own', async () => {
  const { chunk, certificate } = await line.accept();
  await storeOutcomes(line.store.db, await line.claim(chunk), outcomes({ failed: [failed(certificate)] }));
  expect(await listRevokedSerials(line.store.db, line.authority)).toEqual([]);
  const tries = await Promise.all([retry(certificate), retry(certificate)]);
  const again = tries.find((one) => one !== null);
  expect(tries).toContain(null);
  expect(again?.chunk).not.toBe(chunk);
  const claim = await line.claim(again!.chunk);
  await commitIntents(line.store.db, claim, [anIntent(certificate)]);
  await storeOutcomes(line.store.db, claim, outcomes({ issued: [issued(certificate)] }));
  expect(await findCertificate(line.store.db, line.shop.id, certificate)).toMatchObject({
    status: 'issued',
    failure: null,
  });
});

test('the history of a row that left a chunk of many still tells what befell it there', async () => {
  const { chunk, certificates } = await line.acceptTogether(2);
  await storeOutcomes(line.store.db, await line.claim(chunk), outcomes({ failed: certificates.map(failed) }));
  const [first, second] = certificates;
  await retry(first!);
  const asked = ['certificate.requested', 'certificate.allowed', 'certificate.queued', 'certificate.failed'];
  expect(await eventTypes(first!)).toEqual([...asked, 'certificate.retried']);
  expect(await eventTypes(second!)).toEqual(asked);
});
