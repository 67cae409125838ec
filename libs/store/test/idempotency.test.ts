import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IdempotencyScope } from '../src/index.ts';
import { checkIdempotency, rememberIdempotency, sweepIdempotencyKeys } from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { openTestStore } from './store-harness.ts';

let line: TestStore;
beforeAll(async () => {
  line = await openTestStore();
});
afterAll(() => line.close());

const aScope = (changes: Partial<IdempotencyScope> = {}): IdempotencyScope => ({
  ...{
    team: line.shop.id,
    caller: 'key-1',
    route: 'POST /v1/certificates',
    key: randomUUID(),
    body: '{"a":1}',
  },
  ...changes,
});
const check = (scope: IdempotencyScope) =>
  line.store.db.transaction().execute((tx) => checkIdempotency(tx, scope));
const create = async (scope: IdempotencyScope): Promise<string> => {
  const resource = randomUUID();
  await line.store.db.transaction().execute(async (tx) => {
    expect(await checkIdempotency(tx, scope)).toEqual({ outcome: 'first' });
    await rememberIdempotency(tx, scope, resource);
  });
  return resource;
};

test('the same key and body lead to what the first call made; another body is told apart', async () => {
  const scope = aScope();
  const resource = await create(scope);
  expect(await check(scope)).toEqual({ outcome: 'repeat', resource });
  expect(await check({ ...scope, body: '{"a":2}' })).toEqual({ outcome: 'mismatch' });
});

test('a key is one team’s, one caller’s and one route’s', async () => {
  const scope = aScope();
  await create(scope);
  for (const other of [{ team: line.rival.id }, { caller: 'key-2' }, { route: 'POST /v1/batches' }]) {
    expect(await check({ ...scope, ...other })).toEqual({ outcome: 'first' });
  }
});

test('a second call while the first still runs is told so at once, and sees its result after the commit', async () => {
  const scope = aScope();
  const resource = randomUUID();
  await line.store.db.transaction().execute(async (tx) => {
    await checkIdempotency(tx, scope);
    expect(await check(scope)).toEqual({ outcome: 'in_progress' });
    await rememberIdempotency(tx, scope, resource);
    expect(await check(scope)).toEqual({ outcome: 'in_progress' });
  });
  expect(await check(scope)).toEqual({ outcome: 'repeat', resource });
});

test('of twenty calls at once one is the first, and no other is told that it is', async () => {
  const scope = aScope();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      line.store.db.transaction().execute(async (tx) => {
        const { outcome } = await checkIdempotency(tx, scope);
        if (outcome === 'first') await rememberIdempotency(tx, scope, randomUUID());
        return outcome;
      }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'first')).toHaveLength(1);
  expect(new Set(outcomes).has('mismatch')).toBe(false);
});

test('a first call that is rolled back leaves nothing: the next one is the first', async () => {
  const scope = aScope();
  const broken = line.store.db.transaction().execute(async (tx) => {
    await checkIdempotency(tx, scope);
    await rememberIdempotency(tx, scope, randomUUID());
    throw new Error('crash');
  });
  await expect(broken).rejects.toThrow('crash');
  expect(await check(scope)).toEqual({ outcome: 'first' });
});

test('keys are kept for a day and swept then', async () => {
  const [young, old] = [aScope(), aScope()];
  const resource = await create(young);
  await create(old);
  await sql`update idempotency_key set created_at = now() - interval '23 hours 59 minutes' where key = ${young.key}`.execute(
    line.store.db,
  );
  await sql`update idempotency_key set created_at = now() - interval '24 hours 1 minute' where key = ${old.key}`.execute(
    line.store.db,
  );
  await sweepIdempotencyKeys(line.store.db);
  expect(await check(young)).toEqual({ outcome: 'repeat', resource });
  expect(await check(old)).toEqual({ outcome: 'first' });
});
