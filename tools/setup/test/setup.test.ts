import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CommandResult,
  runCommand,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@certline/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const database = `setup_${randomBytes(4).toString('hex')}`;
const owner = new URL(process.env['CERTLINE_TEST_POSTGRES_URL']!);
owner.pathname = `/${database}`;
const environment = {
  DATABASE_URL: owner.href,
  API_DATABASE_PASSWORD: randomBytes(24).toString('hex'),
  WORKER_DATABASE_PASSWORD: randomBytes(24).toString('hex'),
  KEYSTORE_KEY: randomBytes(32).toString('base64'),
  ADMIN_EMAIL: 'first@example.com',
  ADMIN_PASSWORD: 'a long enough password',
};

let keystore: TemporaryDirectory;
beforeAll(async () => {
  keystore = await temporaryDirectory('certline-keystore');
});
afterAll(() => keystore.remove());

const setUp = (changes: NodeJS.ProcessEnv = {}): Promise<CommandResult> =>
  runCommand(process.execPath, [main], {
    env: { ...environment, KEYSTORE_DIRECTORY: keystore.path, ...changes },
  });

async function query(url: URL, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function as(part: 'api' | 'worker', password: string): URL {
  const url = new URL(owner);
  url.username = `${database}_${part}_login`;
  url.password = password;
  return url;
}

test('an empty server becomes an installation, and doing it again changes nothing', async () => {
  const first = await setUp();
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(first.stdout).toContain('A development root and an intermediate CA are made.');
  const authorities = 'SELECT slug, kind FROM authority ORDER BY slug';
  const made = await query(owner, authorities);
  expect(made).toEqual([
    { slug: 'issuing', kind: 'intermediate' },
    { slug: 'root', kind: 'root' },
  ]);

  const again = await setUp();
  expect(again).toMatchObject({ exitCode: 0, stderr: '' });
  expect(again.stdout).toContain('There is a certificate authority.');
  expect(await query(owner, authorities)).toEqual(made);
  expect(await query(owner, 'SELECT count(*)::int AS people FROM auth_user')).toEqual([{ people: 1 }]);
});

test('API and worker can sign in, each with the rights of its group and no more', async () => {
  const api = as('api', environment.API_DATABASE_PASSWORD);
  const worker = as('worker', environment.WORKER_DATABASE_PASSWORD);
  expect(await query(api, 'SELECT count(*)::int AS found FROM certificate')).toEqual([{ found: 0 }]);
  expect(await query(worker, 'SELECT count(*)::int AS found FROM certificate')).toEqual([{ found: 0 }]);
  await expect(query(api, 'DELETE FROM audit_event')).rejects.toThrow(/permission denied/);
  await expect(query(api, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(query(worker, 'SELECT * FROM auth_session')).rejects.toThrow(/permission denied/);
});

test('a login needs its password, of which Postgres is given no more than what checks it', async () => {
  await expect(query(as('api', 'another password'), 'SELECT 1')).rejects.toThrow(
    /password authentication failed/,
  );
  const passwords = await query(
    owner,
    `SELECT rolpassword FROM pg_authid WHERE rolname LIKE '${database}%' ORDER BY rolname`,
  );
  expect(passwords).toHaveLength(2);
  for (const { rolpassword } of passwords) expect(rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
});

test('several set-ups at once take turns, and a second installation leaves the logins of the first alone', async () => {
  const second = new URL(owner);
  second.pathname = `/${database}_second`;
  const others = {
    ...{ API_DATABASE_PASSWORD: 'x'.repeat(24), WORKER_DATABASE_PASSWORD: 'y'.repeat(24) },
    ...{ DATABASE_URL: second.href, KEYSTORE_DIRECTORY: join(keystore.path, 'second') },
  };
  const all = await Promise.all([setUp(others), setUp(others), setUp(), setUp()]);
  expect(all.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    all.map(() => ({ exitCode: 0, stderr: '' })),
  );
  const first = as('api', environment.API_DATABASE_PASSWORD);
  expect(await query(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  second.username = `${database}_second_api_login`;
  second.password = others.API_DATABASE_PASSWORD;
  expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the CA keys lie sealed: none can be read without the key', async () => {
  const files = await readdir(keystore.path, { recursive: true, withFileTypes: true });
  expect(files.length).toBeGreaterThan(0);
  for (const file of files.filter((entry) => entry.isFile())) {
    expect(await readFile(join(file.parentPath, file.name), 'latin1')).not.toContain('PRIVATE KEY');
  }
});

test('every fault of the configuration is named at once, and no value is shown', async () => {
  const { exitCode, stderr } = await setUp({
    ADMIN_EMAIL: 'nobody',
    ADMIN_PASSWORD: 'short',
    KEYSTORE_KEY: 'bm8=',
  });
  expect(exitCode).toBe(1);
  for (const name of ['ADMIN_EMAIL', 'ADMIN_PASSWORD', 'KEYSTORE_KEY']) expect(stderr).toContain(`${name}: `);
  expect(stderr).not.toContain('short');
});

test('a database that is away is said in one line that holds no password', async () => {
  const away = new URL(owner);
  away.port = '1';
  const { exitCode, stderr } = await setUp({ DATABASE_URL: away.href });
  expect(exitCode).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain(owner.password + '@');
});
