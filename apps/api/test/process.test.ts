import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Certificate } from '@certline/contracts';
import type { ManagedProcess } from '@certline/testing';
import { createTestRedis, freePort, startProcess } from '@certline/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from './api-harness.ts';
import { startTestApi, untilTrue } from './api-harness.ts';

let api: TestApi;
const processes: ManagedProcess[] = [];
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop('SIGKILL')));
  await api.close();
});

/** The API as a process of its own, on the database of the harness. */
async function startMain(more: Record<string, string | undefined> = {}) {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const redis = createTestRedis();
  const settings: Record<string, string | undefined> = {
    DATABASE_URL: api.databaseUrl,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    API_PORT: String(port),
    METRICS_PORT: String(metricsPort),
    PUBLIC_URL: 'http://localhost:3000',
    SESSION_SECRET: randomBytes(32).toString('base64'),
    LEAF_KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    ...more,
  };
  const process_ = await startProcess({
    name: 'api',
    command: process.execPath,
    args: [fileURLToPath(new URL('../src/main.ts', import.meta.url))],
    env: Object.fromEntries(
      Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    signalWhenParentDies: 'SIGKILL',
  });
  processes.push(process_);
  const url = `http://127.0.0.1:${port}`;
  return { process: process_, url, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` };
}

const isUp = (url: string) => async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok === true;

const create = async (url: string, key: string): Promise<Certificate> => {
  const answer = await fetch(`${url}/v1/certificates`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${api.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ commonName: `${key}.imdst.com` }),
  });
  if (answer.status !== 202) throw new Error(await answer.text());
  return (await answer.json()) as Certificate;
};

test('a kill -9 in the middle of creates loses none that was answered and doubles none that is repeated', async () => {
  const first = await startMain();
  await untilTrue(isUp(first.url));
  const keys = Array.from({ length: 150 }, (_, index) => `crash-${index}`);
  const answered = new Map<string, string>();
  const sent = keys.map((key) =>
    create(first.url, key).then(({ id }) => {
      answered.set(key, id);
      if (answered.size === 10) process.kill(first.process.pid, 'SIGKILL');
    }),
  );
  await Promise.allSettled(sent);
  expect(answered.size).toBeLessThan(keys.length);

  const second = await startMain();
  await untilTrue(isUp(second.url));
  for (const key of keys) {
    const { id } = await create(second.url, key);
    expect(id).toBe(answered.get(key) ?? id);
  }
  const rows = await api.store.db
    .selectFrom('certificate')
    .select('name')
    .where('name', 'like', 'crash-%')
    .execute();
  expect(rows.map(({ name }) => name).sort()).toEqual(keys.map((key) => `${key}.imdst.com`).sort());
});

test('on SIGTERM it ends open streams and leaves in order', async () => {
  const { process: running, url } = await startMain();
  await untilTrue(isUp(url));
  const stream = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${api.apiKey}` } });
  await running.stop('SIGTERM');
  expect(await running.exited).toMatchObject({ code: 0 });
  await stream.text();
});

test('one who does not read its answers does not hold up the end', async () => {
  const { process: running, url } = await startMain();
  await untilTrue(isUp(url));
  const { hostname, port } = new URL(url);
  const slow = connect(Number(port), hostname);
  // More than the buffers of both sockets hold; nothing here reads.
  slow.write(`GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(20));
  await once(slow, 'readable');
  // Not by stop(), which has less patience than the API.
  process.kill(running.pid, 'SIGTERM');
  expect(await running.exited).toMatchObject({ code: 0 });
  expect(running.output()).toContain('calls did not end in time');
  slow.destroy();
});

test('metrics are on a port of their own, by route and without ids', async () => {
  const { url, metricsUrl } = await startMain();
  await untilTrue(isUp(url));
  const id = crypto.randomUUID();
  await fetch(`${url}/v1/certificates/${id}`, { headers: { authorization: `Bearer ${api.apiKey}` } });
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  await untilTrue(async () => (await (await fetch(metricsUrl)).text()).includes('/v1/certificates/{id}'));
  const text = await (await fetch(metricsUrl)).text();
  expect(text).toMatch(
    /certline_http_request_seconds_count\{method="GET",route="\/v1\/certificates\/\{id\}",status="404"\} 1/,
  );
  expect(text).toMatch(/certline_queue_depth 0/);
  expect(text).toMatch(/process_resident_memory_bytes/);
  expect(text).not.toContain(id);
});

test('faults of the configuration are told together, without their values', async () => {
  const { process: running } = await startMain({
    DATABASE_URL: undefined,
    SESSION_SECRET: 'tooshortsecret',
    PUBLIC_URL: 'nonsense',
  });
  await untilTrue(() => !running.isRunning());
  const output = running.output();
  for (const name of ['DATABASE_URL', 'SESSION_SECRET', 'PUBLIC_URL']) expect(output).toContain(name);
  expect(output).not.toContain('tooshortsecret');
});

test('a port that is taken is told in one sentence', async () => {
  const { process: running } = await startMain({ API_PORT: new URL(api.url).port });
  expect(await running.exited).toMatchObject({ code: 1 });
  expect(running.output()).toContain('EADDRINUSE');
  expect(running.output()).toContain('Choose another');
  expect(running.output()).not.toContain('    at ');
});
