import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createApiKey,
  findApiKey,
  isDatabaseAway,
  listApiKeys,
  openStore,
  revokeApiKey,
  touchApiKey,
} from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { actor, openTestStore, until } from './store-harness.ts';

let line: TestStore;
beforeAll(async () => {
  line = await openTestStore();
});
afterAll(() => line.close());

const create = (name = 'ci', validityDays?: number) =>
  line.store.db
    .transaction()
    .execute((tx) =>
      createApiKey(
        tx,
        line.shop.id,
        { name, scopes: ['certificates:read'], ...(validityDays === undefined ? {} : { validityDays }) },
        { actor, requestId: 'req-test', now: new Date() },
      ),
    );
const revoke = (id: Awaited<ReturnType<typeof create>>['id'], team = line.shop) =>
  revokeApiKey(line.store.db, team.id, id, { actor, requestId: 'req-test' });

test('a key is found by its secret alone, with its team and scopes', async () => {
  const key = await create();
  const { id: team, slug, name } = line.shop;
  expect(await findApiKey(line.store.db, key.secret)).toEqual({
    ...{
      id: key.id,
      name: 'ci',
      scopes: ['certificates:read'],
      team: { id: team, slug, name },
      expiresAt: null,
    },
  });
  for (const wrong of [`${key.secret}x`, key.secret.slice(0, -1), key.id, '', 'clk_']) {
    expect(await findApiKey(line.store.db, wrong)).toBeUndefined();
  }
});

test('a revoked key is unknown from the commit on, and only its team can revoke it', async () => {
  const key = await create();
  expect(await revoke(key.id, line.rival)).toBe(false);
  expect(await findApiKey(line.store.db, key.secret)).toBeDefined();
  expect(await revoke(key.id)).toBe(true);
  expect(await findApiKey(line.store.db, key.secret)).toBeUndefined();
  expect(await revoke(key.id)).toBe(false);
  expect((await listApiKeys(line.store.db, line.shop.id)).map((one) => one.id)).not.toContain(key.id);
});

test('an expired key is unknown', async () => {
  const key = await create('short', 1);
  expect(await findApiKey(line.store.db, key.secret)).toBeDefined();
  await sql`update api_key set expires_at = now() where id = ${key.id}`.execute(line.store.db);
  expect(await findApiKey(line.store.db, key.secret)).toBeUndefined();
});

test('the secret stands nowhere in the database, nor in the record of its making', async () => {
  const key = await create();
  const { rows } = await sql<{ text: string }>`
    select row_to_json(k)::text as text from api_key k
    union all select encode(record, 'escape') from audit_event`.execute(line.store.db);
  expect(rows.length).toBeGreaterThan(1);
  const everything = rows.map((row) => row.text).join('\n');
  expect(everything).toContain(key.id);
  for (const form of [key.secret, key.secret.slice(4), Buffer.from(key.secret).toString('hex')]) {
    expect(everything).not.toContain(form);
  }
});

test('the use of a key is noted, to the minute', async () => {
  const key = await create();
  const lastUsed = async () =>
    (await listApiKeys(line.store.db, line.shop.id)).find((one) => one.id === key.id)?.lastUsedAt;
  expect(await lastUsed()).toBeNull();
  await touchApiKey(line.store.db, key.id);
  const first = await lastUsed();
  expect(first).not.toBeNull();
  await touchApiKey(line.store.db, key.id);
  expect(await lastUsed()).toBe(first);
});

test('a connection that Postgres ends within a transaction fails that transaction and nothing else', async () => {
  const errors: Error[] = [];
  const store = openStore(line.databaseUrl, { connections: 1, onError: (error) => void errors.push(error) });
  const broken = store.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(line.store.db);
    await until(() => errors.length > 0);
    await sql`select 1`.execute(tx);
  });
  const error = await broken.catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
  expect((await sql<{ one: number }>`select 1 as one`.execute(store.db)).rows).toEqual([{ one: 1 }]);
  await store.close();
});

test('the server ends a statement that takes too long, and that counts as away too', async () => {
  const { db } = line.store;
  const { rows } = await sql<{
    limit: string;
  }>`select current_setting('statement_timeout') as "limit"`.execute(db);
  expect(rows).toEqual([{ limit: '30s' }]);
  const ended = db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 10`.execute(tx);
    await sql`select pg_sleep(60)`.execute(tx);
  });
  expect(isDatabaseAway(await ended.catch((reason: unknown) => reason))).toBe(true);
});

test('a database that is not there is away; a statement that is wrong is not', async () => {
  const nowhere = openStore('postgres://nobody@127.0.0.1:1/none', {
    connections: 1,
    onError: () => undefined,
  });
  expect(isDatabaseAway(await sql`select 1`.execute(nowhere.db).catch((error: unknown) => error))).toBe(true);
  await nowhere.close();
  expect(
    isDatabaseAway(await sql`select nonsense`.execute(line.store.db).catch((error: unknown) => error)),
  ).toBe(false);
});
