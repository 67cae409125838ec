import { randomBytes } from 'node:crypto';
import type { CertificateId, CertificateStatus } from '@certline/contracts';
import { CERTIFICATE_STATUSES } from '@certline/contracts';
import type { Move } from '@certline/domain';
import { isLegal, MOVES } from '@certline/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Claim } from '../src/index.ts';
import {
  cancelCertificate,
  commitIntents,
  findCertificate,
  retryCertificate,
  storeOutcomes,
} from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { anIntent, by, openTestStore } from './store-harness.ts';

let line: TestStore;
beforeAll(async () => {
  line = await openTestStore();
});
afterAll(() => line.close());

type Attempt = (id: CertificateId, claim: Claim) => Promise<unknown>;
const signedAt = new Date();
const ATTEMPTS: Partial<Record<Move, Attempt>> = {
  cancel: (id) => line.store.db.transaction().execute((tx) => cancelCertificate(tx, id, by(line.shop))),
  retry: (id) => line.store.db.transaction().execute((tx) => retryCertificate(tx, id, by(line.shop))),
  commitIntent: (id, claim) => commitIntents(line.store.db, claim, [anIntent(id)]),
  fail: (id, claim) =>
    storeOutcomes(line.store.db, claim, {
      ...{ issued: [], signedAt, failed: [{ certificate: id, code: 'bad', detail: 'It is bad.' }] },
    }),
  storeIssued: async (id, claim) => {
    const { toBeSigned, serialNumber, notBefore, notAfter } = anIntent(id);
    await sql`
      insert into certificate_intent (certificate_id, team_id, serial, not_before, not_after, to_be_signed, claim)
      values (${id}, ${line.shop.id}, ${serialNumber}, ${notBefore}, ${notAfter}, ${toBeSigned}, ${claim.number})`.execute(
      line.store.db,
    );
    const result = { certificate: id, signature: randomBytes(64), fingerprintSha256: 'ff' };
    await storeOutcomes(line.store.db, claim, { issued: [result], signedAt, failed: [] });
  },
};

const table = Object.entries(ATTEMPTS).flatMap(([move, attempt]) =>
  CERTIFICATE_STATUSES.map((status): [Move, CertificateStatus, Attempt] => [move as Move, status, attempt]),
);

// The table of moves in the domain is what SQL does: every move tried from every state.
test.each(table)('%s from %s', async (move, status, attempt) => {
  const { certificate, chunk } = await line.accept();
  const claim = await line.claim(chunk);
  await sql`update certificate set status = ${status}, claim = ${claim.number} where id = ${certificate}`.execute(
    line.store.db,
  );
  await attempt(certificate, claim);
  const after = await findCertificate(line.store.db, line.shop.id, certificate);
  expect(after?.status).toBe(isLegal(move, status) ? MOVES[move].to : status);
});

test('Postgres takes the states of the contract and no other', async () => {
  const { certificate } = await line.accept();
  const set = (status: string) =>
    sql`update certificate set status = ${status} where id = ${certificate}`.execute(line.store.db);
  for (const status of CERTIFICATE_STATUSES) await set(status);
  await expect(set('expired')).rejects.toThrow(/violates check constraint/);
});
