import { randomBytes } from 'node:crypto';
import type { Certificate, Problem } from '@certline/contracts';
import { createLogger } from '@certline/runtime';
import { migrate } from '@certline/store';
import { startOwnRedis, startTestServices } from '@certline/testing';
import { expect, test } from 'vitest';
import { startTestApi, untilTrue } from '../../../test/api-harness.ts';
import { ensureFirstAdmin } from '../../admin/first-admin.ts';
import { serveApi } from '../../start-api.ts';

test('while Redis is away a create is still accepted, and readyz says what is missing', async () => {
  const redis = await startOwnRedis();
  const api = await startTestApi({ redisUrl: redis.url });
  try {
    await untilTrue(async () => (await api.callAs({})('GET', '/readyz')).status === 200);
    await redis.stop();
    const ready = await api.callAs({})('GET', '/readyz');
    expect([ready.status, ready.body.code]).toEqual([503, 'unavailable']);
    expect(ready.body.detail).toContain('Redis');
    expect(ready.body.detail).not.toContain('Postgres');
    expect(ready.headers.get('retry-after')).toBe('2');
    expect((await api.callAs({})('GET', '/healthz')).status).toBe(200);

    const made = await api.call<Certificate>('POST', '/v1/certificates', {
      body: { commonName: 'a.imdst.com' },
    });
    expect([made.status, made.body.status]).toEqual([202, 'queued']);
    await untilTrue(() => api.logLines.some((line) => line.includes('a worker will take the work over')));
  } finally {
    await api.close();
  }
});

test('while Postgres is away every call says so and when to come back, and nothing else', async () => {
  const services = await startTestServices();
  await migrate(services.postgresUrl);
  const logLines: string[] = [];
  const api = await serveApi({
    databaseUrl: services.postgresUrl,
    redisUrl: services.redisUrl,
    redisPrefix: 'away',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'https://certline.test',
    trustedProxies: ['loopback'],
    sessionSecret: 'x'.repeat(32),
    leafKeyEncryptionKey: randomBytes(32),
    metrics: null,
    logger: createLogger('api', 'debug', { write: (line) => void logLines.push(line) }),
  });
  const url = `http://127.0.0.1:${api.port}`;
  try {
    await untilTrue(async () => (await fetch(`${url}/readyz`)).ok);
    const admin = { email: 'admin@certline.test', password: 'correct horse battery' };
    await ensureFirstAdmin({
      databaseUrl: services.postgresUrl,
      ...admin,
      teamSlug: 'shop',
      teamName: 'Shop',
    });
    const signedIn = await fetch(`${url}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await fetch(`${url}/v1/whoami`, { headers: { cookie } })).status).toBe(200);
    await services.stop();
    const calls = [
      ['GET', '/v1/whoami'],
      ['POST', '/v1/certificates'],
      ['GET', '/pki/issuing.crt'],
      ['POST', '/auth/sign-in/email'],
    ] as const;
    for (const [method, path] of calls) {
      const answer = await fetch(url + path, {
        method,
        headers: { authorization: 'Bearer clk_any', 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify({ email: 'a@certline.test', password: 'x' }) } : {}),
      });
      const problem = (await answer.json()) as Problem;
      expect([path, answer.status, problem.code]).toEqual([path, 503, 'unavailable']);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(problem.detail).not.toMatch(/ECONN|127\.0\.0\.1|postgres:/);
    }
    // Not 401: nobody is signed out because a dependency is away.
    expect((await fetch(`${url}/v1/whoami`, { headers: { cookie } })).status).toBe(503);
    const ready = (await (await fetch(`${url}/readyz`)).json()) as Problem;
    expect(ready.detail).toContain('Postgres and Redis');
  } finally {
    await api.stop();
  }
});
