import { spawn } from 'node:child_process';
import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';
import { postgresAccount } from './postgres-account.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { runCommandOrThrow } from './run-command.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory('certline-postgres');
  const account = await postgresAccount();
  if (account !== undefined) await chown(folder.path, account.uid, account.gid);
});
afterEach(() => folder.remove());

async function start(changes: { durable?: boolean; password?: string } = {}): Promise<PostgresServer> {
  return startPostgres({
    dataDirectory: join(folder.path, 'data'),
    binariesDirectory: join(folder.path, 'programs'),
    password: 'secret',
    port: await freePort(),
    durable: false,
    ...changes,
  });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what was stored is there after a restart', async () => {
  const first = await start();
  await query(first.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await start();
  expect(await query(second.url('postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await second.stop();
});

test('an orphan of a killed run is stopped, and what it had committed is there', async () => {
  const first = await start({ durable: true });
  await query(first.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const account = await postgresAccount();
  const { postgres } = await postgresBinaries(account, join(folder.path, 'programs'));
  const port = await freePort();
  // Started by hand, so that nothing but the next start can end it.
  const dataDirectory = join(folder.path, 'data');
  const orphan = spawn(
    postgres,
    [
      '-D',
      dataDirectory,
      '-c',
      `port=${port}`,
      '-c',
      'unix_socket_directories=',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    { detached: true, stdio: 'ignore', env: { LC_ALL: 'C' }, cwd: '/', ...account },
  );
  const ended = new Promise((resolve) => orphan.once('exit', resolve));
  const isReady = async () =>
    (await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready');
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 20));

  const next = await start();
  await ended;
  expect(next.process.pid).not.toBe(orphan.pid);
  expect(await query(next.url('postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await next.stop();
});

test('a postmaster.pid whose process is another program is not trusted', async () => {
  const first = await start();
  await first.stop();
  const pidFile = join(folder.path, 'data', 'postmaster.pid');
  await writeFile(pidFile, `${process.pid}\n${join(folder.path, 'data')}\n0\n1\n\n127.0.0.1\n\nready\n`);
  const second = await start();
  expect(await query(second.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('a first start that was cut off half-way is begun anew', async () => {
  const data = join(folder.path, 'data');
  await runCommandOrThrow('mkdir', ['-p', join(data, 'base')]);
  const server = await start();
  expect(await query(server.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a start that cannot succeed says why in the words of Postgres', async () => {
  const first = await start();
  await first.stop();
  await writeFile(join(folder.path, 'data', 'postgresql.conf'), 'nonsense = here\n');
  await expect(start()).rejects.toThrow(/Postgres ended while it started: .*(nonsense|errors)/);
});
