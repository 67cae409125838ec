import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditScope, Position, Tx } from '../src/index.ts';
import {
  currentPosition,
  hasEventsAfter,
  listenForEvents,
  readEventsAfter,
  recordEvent,
  toCertificateEvents,
} from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { actor, openTestStore, until } from './store-harness.ts';

let line: TestStore;
beforeEach(async () => {
  line = await openTestStore();
});
afterEach(() => line.close());

const write = (tx: Tx, name: string, scope: AuditScope = { team: line.shop.id }) =>
  recordEvent(tx, scope, {
    ...{ at: new Date().toISOString(), actor, requestId: null },
    event: { type: 'api_key.revoked', apiKey: name },
  });
const read = async (after: Position, options: { team?: TestStore['shop']; limit?: number } = {}) =>
  (
    await readEventsAfter(line.store.db, after, {
      team: options.team?.id ?? null,
      limit: options.limit ?? 100,
    })
  ).map(({ record, xid, id }) => {
    const { event } = JSON.parse(Buffer.from(record).toString()) as { event: { apiKey: string } };
    return { name: event.apiKey, xid, id };
  });
const namesAfter = async (after: Position) => (await read(after)).map((event) => event.name);
/** The test server is shared: transactions of other databases hold events back for a moment. */
const untilRead = (after: Position, names: string[]) =>
  until(async () => JSON.stringify(await namesAfter(after)) === JSON.stringify(names));

test('a reader never passes a transaction that has written and not yet committed', async () => {
  const start = await currentPosition(line.store.db);
  const commitFirst = Promise.withResolvers<undefined>();
  const written = Promise.withResolvers<undefined>();
  const first = line.store.db.transaction().execute(async (tx) => {
    await write(tx, 'A');
    written.resolve(undefined);
    await commitFirst.promise;
  });
  await written.promise;
  await line.store.db.transaction().execute((tx) => write(tx, 'B'));
  expect(await namesAfter(start)).toEqual([]);
  expect(await hasEventsAfter(line.store.db, start)).toBe(true);
  commitFirst.resolve(undefined);
  await first;
  await untilRead(start, ['A', 'B']);
});

test('a reader that goes on from its last event gets each one once, in order, under many writers', async () => {
  let position = await currentPosition(line.store.db);
  const wanted = 120;
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let n = 0; n < wanted / 6 / 2; n++) {
      await line.store.db.transaction().execute(async (tx) => {
        await write(tx, `${writer}-${n}-a`);
        await sql`select pg_sleep(random() / 200)`.execute(tx);
        await write(tx, `${writer}-${n}-b`);
      });
    }
  });
  const seen: string[] = [];
  const reading = until(async () => {
    const page = await read(position, { limit: 7 });
    seen.push(...page.map((event) => event.name));
    position = page.at(-1) ?? position;
    return seen.length >= wanted;
  });
  await Promise.all(writers);
  await reading;
  expect(seen).toHaveLength(wanted);
  expect(new Set(seen).size).toBe(wanted);
  // Those of one transaction stay together.
  for (const [index, name] of seen.entries()) {
    if (name.endsWith('-a')) expect(seen[index + 1]).toBe(name.replace(/a$/, 'b'));
  }
});

test('a team’s reader gets its own events alone', async () => {
  const start = await currentPosition(line.store.db);
  await line.store.db.transaction().execute(async (tx) => {
    await write(tx, 'ours');
    await write(tx, 'theirs', { team: line.rival.id });
    await write(tx, 'nobody’s', { team: null });
  });
  await untilRead(start, ['ours', 'theirs', 'nobody’s']);
  expect((await read(start, { team: line.shop })).map((event) => event.name)).toEqual(['ours']);
});

test('an event that is rolled back with its change was never there', async () => {
  const start = await currentPosition(line.store.db);
  await line.store.db
    .transaction()
    .execute(async (tx) => {
      await write(tx, 'undone');
      throw new Error('crash');
    })
    .catch(() => undefined);
  expect(await hasEventsAfter(line.store.db, start)).toBe(false);
});

test('what is read of an accepted request is its first stations', async () => {
  const start = await currentPosition(line.store.db);
  const { certificate } = await line.accept();
  await until(async () => (await read(start)).length === 1);
  const [stored] = await readEventsAfter(line.store.db, start, { team: line.shop.id, limit: 1 });
  expect(toCertificateEvents(stored!).map((event) => [event.type, event.certificate])).toEqual([
    ['certificate.requested', certificate],
    ['certificate.allowed', certificate],
    ['certificate.queued', certificate],
  ]);
});

test('an event of a type that only a newer version knows is read as nothing', async () => {
  const start = await currentPosition(line.store.db);
  await line.store.db.transaction().execute((tx) =>
    recordEvent(
      tx,
      { team: line.shop.id },
      {
        ...{ at: new Date().toISOString(), actor, requestId: null },
        event: { type: 'certificates.blessed', certificates: [crypto.randomUUID()] } as never,
      },
    ),
  );
  await until(async () => (await read(start)).length === 1);
  const [stored] = await readEventsAfter(line.store.db, start, { team: line.shop.id, limit: 1 });
  expect(toCertificateEvents(stored!)).toEqual([]);
});

test('a listener wakes at each commit, and comes back after its connection was ended', async () => {
  let wakes = 0;
  const listening = listenForEvents(line.databaseUrl, () => {
    wakes += 1;
  });
  const listener = async () =>
    (
      await sql<{ pid: number }>`
        select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`.execute(
        line.store.db,
      )
    ).rows[0]?.pid;
  try {
    await until(() => wakes === 1);
    await line.store.db.transaction().execute((tx) => write(tx, 'one'));
    await until(() => wakes === 2);

    const pid = await listener();
    await sql`select pg_terminate_backend(${pid})`.execute(line.store.db);
    // Once for what it may have missed.
    await until(() => wakes === 3);
    expect(await listener()).not.toBe(pid);
    await line.store.db.transaction().execute((tx) => write(tx, 'two'));
    await until(() => wakes === 4);
  } finally {
    await listening.close();
  }
  await until(async () => (await listener()) === undefined);
});

test('a listener can be closed before it ever got through', async () => {
  const listening = listenForEvents('postgres://nobody@127.0.0.1:1/none', () => undefined);
  await listening.close();
});
