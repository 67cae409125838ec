import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@certline/client';
import { runCommand } from '@certline/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DevFile } from '../src/dev-file.ts';
import { environmentOf, familyOf, isAlive, pidsOf, RunningStart, temporaryHome } from './running-start.ts';

let home: Awaited<ReturnType<typeof temporaryHome>>;
let start: RunningStart;
let dev: DevFile;

beforeAll(async () => {
  home = await temporaryHome();
  start = new RunningStart(home.path);
  dev = await start.ready();
}, 240_000);
afterAll(async () => {
  await start.stop();
  await home.remove();
});

const api = () => createClient({ baseUrl: dev.api, apiKey: dev.apiKey });
const issue = (name: string) => api().certificates.create({ commonName: name }, { waitSeconds: 30 });

test('dev.json says where everything is, to its owner alone', async () => {
  expect(dev).toEqual({
    api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    dashboard: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    email: expect.stringContaining('@') as string,
    password: expect.stringMatching(/.{12}/) as string,
    apiKey: expect.stringMatching(/^clk_/) as string,
    root: join(home.path, 'root.crt'),
    pids: {
      api: expect.any(Number) as number,
      workers: [expect.any(Number) as number],
      dashboard: expect.any(Number) as number,
      redis: expect.any(Number) as number,
      postgres: expect.any(Number) as number,
    },
  });
  for (const pid of pidsOf(dev)) expect(await isAlive(pid)).toBe(true);
  expect((await stat(join(home.path, 'dev.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(home.path, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(home.path)).mode & 0o777).toBe(0o700);
  for (const value of [dev.api, dev.dashboard, dev.email, dev.password, dev.apiKey, dev.root]) {
    expect(start.output).toContain(value);
  }
});

test('the first start sent localhost through the line and says how long each step took', async () => {
  expect(start.output).toMatch(/signing +\d+ ms\n.*\n? *issued +\d+ ms/);
  const { items } = await api().certificates.list();
  expect(items.map(({ sans, status }) => ({ sans, status }))).toContainEqual({
    sans: ['localhost', '127.0.0.1'],
    status: 'issued',
  });
});

test('each process has its own secrets and no other: only the worker has the key that opens the CA keys', async () => {
  const secrets = JSON.parse(await readFile(join(home.path, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >;
  const holders = async (secret: string) => {
    const pids: number[] = [];
    for (const pid of await familyOf(start.child.pid!)) {
      const values = Object.values(await environmentOf(pid));
      if (values.some((value) => value.includes(secret))) pids.push(pid);
    }
    return pids;
  };
  const worker = dev.pids.workers[0]!;
  expect(await holders(secrets['keystoreKey']!)).toEqual([worker]);
  expect((await holders(secrets['leafKeyEncryptionKey']!)).sort()).toEqual([dev.pids.api, worker].sort());
  expect(await holders(secrets['sessionSecret']!)).toEqual([dev.pids.api]);
  expect(await holders(secrets['apiDatabasePassword']!)).toEqual([dev.pids.api]);
  expect(await holders(secrets['workerDatabasePassword']!)).toEqual([worker]);
  // The owner's password, with which rights could be changed, is in no process at all.
  expect(await holders(secrets['postgresPassword']!)).toEqual([]);
  expect(Object.keys(await environmentOf(dev.pids.dashboard))).not.toContain('DATABASE_URL');
});

test('a second start says where Certline already runs, and leaves it alone', async () => {
  const second = new RunningStart(home.path);
  expect(await second.ended).toBe(1);
  expect(second.output).toContain(`Certline already runs at ${dev.dashboard}`);
  expect((await fetch(`${dev.api}/readyz`)).status).toBe(200);
});

test.each(['worker', 'api', 'dashboard', 'redis', 'postgres'] as const)(
  'after kill -9 of the %s it runs again and the line issues',
  async (part) => {
    const pidOf = (file: DevFile) => (part === 'worker' ? file.pids.workers[0]! : file.pids[part]!);
    const before = pidOf(await start.dev());
    process.kill(before, 'SIGKILL');
    while (pidOf(await start.dev()) === before) await delay(50);
    dev = await start.dev();
    expect(await isAlive(pidOf(dev))).toBe(true);
    expect(start.output).toMatch(/ended \(SIGKILL\); starting it again in [\d.]+ s\./);
    expect((await issue(`${part}.after-kill.example.com`)).status).toBe('issued');
    expect((await fetch(dev.dashboard, { redirect: 'manual' })).status).toBeLessThan(400);
  },
);

test('no secret and no private key is in any log', async () => {
  const secrets = JSON.parse(await readFile(join(home.path, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >;
  const logs = await readdir(join(home.path, 'logs'));
  expect(logs).toEqual(expect.arrayContaining(['api.log', 'worker.log', 'postgres.log', 'redis.log']));
  for (const name of logs) {
    const text = await readFile(join(home.path, 'logs', name), 'utf8');
    const leaked = Object.entries({ ...secrets, apiKey: dev.apiKey }).filter(([, value]) =>
      text.includes(value),
    );
    expect(leaked.map(([secret]) => `${secret} in ${name}`)).toEqual([]);
    expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY/);
  }
});

test('the root certificate is one that OpenSSL reads', async () => {
  const { stdout } = await runCommand('openssl', ['x509', '-in', dev.root, '-noout', '-subject']);
  expect(stdout).toContain('Root CA');
});

test('Ctrl-C ends everything; a later start has the same certificates and makes no second self-check', async () => {
  const before = (await api().certificates.list()).items.map(({ id }) => id);
  const pids = [...pidsOf(dev), ...(await familyOf(start.child.pid!))];
  expect(await start.stop('SIGINT')).toBe(0);
  for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  await expect(start.dev()).rejects.toThrow(/ENOENT/);

  start = new RunningStart(home.path);
  const again = await start.ready();
  expect(again.api).toBe(dev.api);
  expect(again.apiKey).toBe(dev.apiKey);
  dev = again;
  expect((await api().certificates.list()).items.map(({ id }) => id)).toEqual(before);
  expect(start.output).not.toContain('Self-check');
});

test('after kill -9 of npm start itself nothing runs on, and the next start is none the worse', async () => {
  const pids = pidsOf(dev);
  expect(await start.stop('SIGKILL')).toBe(137);
  for (const pid of pids) while (await isAlive(pid)) await delay(50);
  // As if the process id of the killed one had been given to another program.
  await writeFile(join(home.path, 'lock'), String(process.pid));
  start = new RunningStart(home.path);
  dev = await start.ready();
  expect((await issue('after-restart.example.com')).status).toBe('issued');
});
