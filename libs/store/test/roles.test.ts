import { createTestDatabase } from '@certline/testing';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../src/index.ts';
import {
  acceptCertificate,
  cancelCertificate,
  claimChunk,
  commitIntents,
  createApiKey,
  findApiKey,
  migrate,
  storeOutcomes,
  sweepIdempotencyKeys,
  takeDispatches,
} from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { actor, anIntent, aRequest, by, openTestStore } from './store-harness.ts';

let line: TestStore;
let api: Store;
let worker: Store;
beforeAll(async () => {
  line = await openTestStore();
  api = await line.openAs('certline_api');
  worker = await line.openAs('certline_worker');
  await line.issue();
});
afterAll(() => line.close());

const run = (as: Store, statement: string) => sql.raw(statement).execute(as.db);
const DENIED = /permission denied/;

describe('the role of the process that faces the network', () => {
  const TABLES = ['audit_event', 'certificate_intent', 'certificate_issuance'];
  test.each(
    TABLES.flatMap((table) => [
      `update ${table} set team_id = team_id`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
      `alter table ${table} add extra int`,
      `drop table ${table}`,
    ]),
  )('cannot: %s', async (statement) => {
    await expect(run(api, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  test.each([
    'insert into certificate_intent select * from certificate_intent',
    'insert into certificate_issuance select * from certificate_issuance',
    'insert into crl (authority_id, number, to_be_signed, this_update, next_update) select id, 1, certificate, now(), now() from authority',
    'insert into authority select * from authority',
    'update authority set certificate = certificate',
    'update certificate set team_id = team_id',
    'update certificate set csr = csr',
    'update certificate set claim = claim + 1',
    'update chunk set claim = 0',
    'update api_key set secret_sha256 = secret_sha256',
    'delete from certificate',
    'delete from idempotency_key',
    // Nor choose where in the order of events one stands.
    `insert into audit_event (xid, record) values ('1', '')`,
    `insert into audit_event (id, record) overriding system value values (1, '')`,
    'create table mine (id int)',
  ])('cannot: %s', async (statement) => {
    await expect(run(api, statement)).rejects.toThrow(DENIED);
  });

  test('can do its work: accept, cancel, make and find keys', async () => {
    const { certificate } = await api.db.transaction().execute((tx) =>
      acceptCertificate(tx, {
        ...{ team: line.shop.id, authorityId: line.authority, request: aRequest(), actor },
        ...{ requestId: 'req-test', askedAt: new Date(), allowedAt: new Date(), rules: [] },
      }),
    );
    expect(
      await api.db.transaction().execute((tx) => cancelCertificate(tx, certificate, by(line.shop))),
    ).toBe(true);
    const key = await api.db
      .transaction()
      .execute((tx) =>
        createApiKey(
          tx,
          line.shop.id,
          { name: 'ci', scopes: ['certificates:read'] },
          { actor, requestId: null, now: new Date() },
        ),
      );
    expect(await findApiKey(api.db, key.secret)).toMatchObject({ id: key.id });
  });
});

describe('the role of the worker', () => {
  test.each([
    ...['auth_user', 'auth_session', 'auth_account', 'auth_verification', 'team_member', 'api_key'].map(
      (table) => `select * from ${table}`,
    ),
    'update audit_event set record = record',
    'delete from audit_event',
    'truncate audit_event',
    'update certificate_intent set to_be_signed = to_be_signed',
    'delete from certificate_intent',
    'update certificate_issuance set signature = signature',
    'update certificate set csr = csr',
    'update certificate set chunk_id = chunk_id',
    `insert into audit_event (xid, record) values ('1', '')`,
    'insert into certificate select * from certificate',
    'update crl set to_be_signed = to_be_signed',
  ])('cannot: %s', async (statement) => {
    await expect(run(worker, statement)).rejects.toThrow(DENIED);
  });

  test('can do its work: hand out, claim, commit, store, sweep', async () => {
    const { certificate, chunk } = await line.accept();
    await sql`update chunk set dispatched_until = null where id = ${chunk}`.execute(line.store.db);
    expect((await takeDispatches(worker.db, 16)).map((one) => one.chunk)).toContain(chunk);
    const result = await claimChunk(worker.db, chunk, 60_000);
    if (result.outcome !== 'claimed') throw new Error(result.outcome);
    await commitIntents(worker.db, result.claim, [anIntent(certificate, { authorityId: line.authority })]);
    await storeOutcomes(worker.db, result.claim, {
      issued: [{ certificate, signature: Buffer.from('s'), fingerprintSha256: 'ff' }],
      signedAt: new Date(),
      failed: [],
    });
    await sweepIdempotencyKeys(worker.db);
    expect((await line.chunkRow(chunk)).status).toBe('done');
  });
});

test('migrating an empty database from several processes at once applies each migration once', async () => {
  const database = await createTestDatabase(migrate);
  const name = `${new URL(database.url).pathname.slice(1)}_empty`;
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url.href)));
  expect(applied.flat()).toEqual(['0001-foundation']);
  expect(await migrate(url.href)).toEqual([]);
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
  await database.drop();
});
