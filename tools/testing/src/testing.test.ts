import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import {
  createTestDatabase,
  createTestRedis,
  freePort,
  startNginx,
  startOwnRedis,
  testNginxConfiguration,
} from './index.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const step of cleanUp.reverse()) await step();
});

let migrations = 0;
async function migrate(url: string): Promise<void> {
  migrations += 1;
  await query(url, 'CREATE TABLE proof (id int PRIMARY KEY)');
  await query(url, 'CREATE ROLE proof_reader NOLOGIN; GRANT SELECT ON proof TO proof_reader');
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('databases made at once share one migrated template and nothing else', async () => {
  const [first, second] = await Promise.all([
    createTestDatabase(migrate, 'proof_template'),
    createTestDatabase(migrate, 'proof_template'),
  ]);
  cleanUp.push(first.drop, second.drop);
  expect(migrations).toBe(1);
  await query(first.url, 'INSERT INTO proof VALUES (1)');
  expect(await query(first.url, 'SELECT id FROM proof')).toEqual([{ id: 1 }]);
  expect(await query(second.url, 'SELECT id FROM proof')).toEqual([]);
});

test('a login for a group has the rights of that group and no more', async () => {
  const database = await createTestDatabase(migrate, 'proof_template');
  cleanUp.push(database.drop);
  const url = await database.urlFor('proof_reader');
  expect(await query(url, 'SELECT id FROM proof')).toEqual([]);
  await expect(query(url, 'INSERT INTO proof VALUES (2)')).rejects.toThrow(/permission denied/);
});

test('a Redis prefix is cleared without touching the keys of other files', async () => {
  const [mine, other] = [createTestRedis(), createTestRedis()];
  const redis = new Redis(mine.url);
  cleanUp.push(() => redis.quit());
  await redis.set(`${mine.prefix}:a`, '1');
  await redis.set(`${other.prefix}:a`, '2');
  await mine.clear();
  expect(await redis.get(`${mine.prefix}:a`)).toBeNull();
  expect(await redis.get(`${other.prefix}:a`)).toBe('2');
  await other.clear();
});

test('an own Redis never evicts, and is gone after stop', async () => {
  const server = await startOwnRedis();
  const redis = new Redis(server.url);
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  redis.disconnect();
  await server.stop();
  await expect(readFile(`/proc/${server.process.pid}/cmdline`)).rejects.toThrow(/ENOENT/);
});

test('the real nginx serves a server block, and says why it refuses another', async () => {
  const port = await freePort();
  const nginx = await startNginx({
    http: `server { listen 127.0.0.1:${port}; return 200 "here"; }`,
    ports: [port],
  });
  cleanUp.push(nginx.stop);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  const verdict = await testNginxConfiguration('server { listen 127.0.0.1:1 nonsense; }');
  expect(verdict.accepted).toBe(false);
  expect(verdict.output).toContain('invalid parameter');
});
