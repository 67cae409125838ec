import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDevelopmentAuthority } from '@certline/ceremony';
import { migrate } from '@certline/store';
import { createTestDatabase, type TestDatabase, temporaryDirectory } from '@certline/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

const keystoreKey = randomBytes(32);
let keystore: Awaited<ReturnType<typeof temporaryDirectory>>;
const databases: TestDatabase[] = [];
beforeAll(async () => {
  keystore = await temporaryDirectory('certline-ceremony');
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await keystore.remove();
});

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase(async (url) => {
    await migrate(url);
  });
  databases.push(database);
  return database.url;
}

const ensure = (databaseUrl: string) =>
  ensureDevelopmentAuthority({
    databaseUrl,
    keystoreDirectory: keystore.path,
    keystoreKey,
    pkiUrl: undefined,
    now: new Date(),
  });

const keyFiles = async () => (await readdir(keystore.path)).sort();

test('of several at once one makes the authorities, so that the keys belong to the certificates', async () => {
  const databaseUrl = await emptyDatabase();
  const results = await Promise.all([ensure(databaseUrl), ensure(databaseUrl), ensure(databaseUrl)]);
  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(results.map(({ root }) => Buffer.from(root).toString('hex'))).size).toBe(1);
  expect(await keyFiles()).toEqual(['issuing.sealed', 'root.sealed']);
});

test('the keys of one database outlive a start with another, empty one', async () => {
  const before = await readFile(join(keystore.path, 'root.sealed'));
  expect((await ensure(await emptyDatabase())).created).toBe(true);
  const aside = (await keyFiles()).filter((name) => name.startsWith('root.sealed.replaced-'));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(keystore.path, aside[0]!))).toEqual(before);
});

test('a root without a default authority is not replaced', async () => {
  const databaseUrl = await emptyDatabase();
  await ensure(databaseUrl);
  const before = await keyFiles();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`DELETE FROM authority WHERE slug = 'issuing'`);
  await client.end();
  await expect(ensure(databaseUrl)).rejects.toThrow(/authorities \(root\).*backup/);
  expect(await keyFiles()).toEqual(before);
});
