import type { Certificate, Whoami } from '@certline/contracts';
import { getMigrations } from 'better-auth/db/migration';
import { ensureMember } from '@certline/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi } from '../../../test/api-harness.ts';
import { sessionOptions } from '../../access/sessions.ts';
import { createStartKey, ensureFirstAdmin } from '../../admin/first-admin.ts';

const email = 'admin@certline.test';
const password = 'correct horse battery';
const body = { email, password };
const admin = (more = {}) =>
  ensureFirstAdmin({
    databaseUrl: api.ownerUrl,
    email,
    password,
    teamSlug: 'shop',
    teamName: 'Shop',
    ...more,
  });

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await admin();
});
afterAll(() => api.close());

const signIn = (more: { body?: unknown; headers?: Record<string, string> } = {}) =>
  api.callAs({})('POST', '/auth/sign-in/email', { body, ...more });

/** Calls with the cookie of a fresh session, as a browser on the portal's pages does. */
async function inBrowser() {
  const cookie = (await signIn()).headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  return api.callAs({ cookie, origin: api.publicUrl });
}

test('better-auth misses nothing in the tables that the migrations made', async () => {
  const options = sessionOptions({ db: api.store.db, publicUrl: api.publicUrl, secret: 'x'.repeat(32) });
  const { toBeCreated, toBeAdded } = await getMigrations(options);
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});

test('signing in gives a cookie that scripts cannot read and other sites do not send', async () => {
  const reply = await signIn();
  expect(reply.status).toBe(200);
  const cookies = reply.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/^__Secure-certline\./);
  }
  expect(reply.text).not.toContain(cookies[0]?.split('=')[1]?.split('.')[0]);
});

test('a session has every right of its team and says who it is', async () => {
  const browser = await inBrowser();
  const { body: who } = await browser<Whoami>('GET', '/v1/whoami');
  expect(who).toMatchObject({ kind: 'user', name: email, team: { slug: 'shop' } });
  const made = await browser<Certificate>('POST', '/v1/certificates', {
    body: { commonName: 'a.imdst.com' },
  });
  expect([made.status, made.body.requestedBy]).toEqual([202, email]);
});

test('a person of several teams names one; any other is as if it did not exist', async () => {
  const call = await inBrowser();
  const second = await api.makeTeam('second');
  await api.makeTeam('foreign');
  const { userId } = await api.store.db
    .selectFrom('team_member')
    .select('user_id as userId')
    .executeTakeFirstOrThrow();
  await ensureMember(api.store.db, second.id, userId, 'member');
  const as = (slug: string) => call<Whoami>('GET', '/v1/whoami', { headers: { 'certline-team': slug } });
  expect((await as('second')).body.team.slug).toBe('second');
  expect((await as('shop')).body.team.slug).toBe('shop');
  for (const slug of ['foreign', 'nonesuch']) expect((await as(slug)).status).toBe(404);
});

test.each([
  ['another site', 'https://evil.test'],
  ['null', 'null'],
  ['none', undefined],
])('a change with a cookie and Origin %s is refused', async (_what, origin) => {
  const cookie = (await signIn()).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const call = api.callAs({ cookie, ...(origin === undefined ? {} : { origin }) });
  for (const [method, path] of [
    ['POST', '/v1/certificates'],
    ['POST', '/v1/keys'],
    ['DELETE', `/v1/keys/${crypto.randomUUID()}`],
    ['POST', '/v1/policy/check'],
    ['POST', '/auth/sign-out'],
  ] as const) {
    const reply = await call(method, path, { body: {} });
    expect([path, reply.status, reply.body.code]).toEqual([path, 403, 'origin_refused']);
  }
  expect((await call('GET', '/v1/whoami')).status).toBe(200);
});

test('another site cannot sign people in', async () => {
  for (const origin of ['https://evil.test', 'null']) {
    expect((await signIn({ headers: { origin } })).body.code).toBe('origin_refused');
  }
});

test('a wrong password and an unknown person are told in the same words', async () => {
  const [wrong, unknown] = await Promise.all([
    signIn({ body: { email, password: 'wrong' } }),
    signIn({ body: { email: 'nobody@certline.test', password: 'wrong' } }),
  ]);
  expect(wrong.status).toBe(401);
  expect(wrong.headers.get('www-authenticate')).toBe('Bearer realm="Certline"');
  expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
});

test('signing out ends the session', async () => {
  const browser = await inBrowser();
  const reply = await browser('POST', '/auth/sign-out', { body: {} });
  expect(reply.status).toBe(204);
  expect((await browser('GET', '/v1/whoami')).status).toBe(401);
});

test('nobody can sign up or reach the rest of the sign-in library', async () => {
  for (const path of [
    '/auth/sign-up/email',
    '/auth/get-session',
    '/auth/update-user',
    '/auth/error',
    '/auth/ok',
  ]) {
    for (const method of ['GET', 'POST']) {
      const reply = await api.callAs({})(method, path, method === 'POST' ? { body } : {});
      expect([path, reply.status]).toEqual([path, 404]);
    }
  }
});

test('guessing is slowed down, and a success clears the count', async () => {
  const someone = { email: 'guessed@certline.test', password: 'guess' };
  const replies = [];
  for (let attempt = 0; attempt < 9; attempt += 1) replies.push(await signIn({ body: someone }));
  expect(replies.slice(0, 8).map((reply) => reply.status)).toEqual(Array.from({ length: 8 }, () => 401));
  const last = replies.at(-1);
  expect([last?.status, last?.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  for (let attempt = 0; attempt < 12; attempt += 1) expect((await signIn()).status).toBe(200);
});

test('one who guesses at many people from a shared address locks nobody else out', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  for (let index = 0; index < 45; index += 1) {
    await signIn({ body: { email: `stranger-${index}@certline.test`, password: 'guess' }, headers });
  }
  expect((await signIn({ headers })).status).toBe(200);
});

test('whom the API does not trust cannot choose the address that is counted', async () => {
  const strict = await startTestApi({ trustedProxies: ['203.0.113.1'] });
  try {
    const statuses: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      const reply = await strict.callAs({ 'x-forwarded-for': `203.0.113.${index}` })(
        'POST',
        '/auth/sign-in/email',
        { body: { email: 'guessed@certline.test', password: 'guess' } },
      );
      statuses.push(reply.status);
    }
    expect(statuses).toEqual([...Array<number>(8).fill(401), 429, 429]);
  } finally {
    await strict.close();
  }
});

test('signing in is on record', async () => {
  await signIn();
  const rows = await api.store.db.selectFrom('audit_event').select('record').execute();
  const texts = rows.map(({ record }) => Buffer.from(record).toString());
  expect(texts.filter((text) => text.includes('"user.signed_in"')).length).toBeGreaterThan(0);
  expect(texts.join()).not.toContain(password);
});

test('setting up twice changes nothing, and a new password replaces the old one', async () => {
  const cookie = (await signIn()).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await admin();
  expect((await api.callAs({ cookie })('GET', '/v1/whoami')).status).toBe(200);
  await admin({ password: 'another long password' });
  expect((await api.callAs({ cookie })('GET', '/v1/whoami')).status).toBe(401);
  expect((await signIn()).status).toBe(401);
  await admin();
  expect((await signIn()).status).toBe(200);
});

test('the start key is kept while it works', async () => {
  const wanted = { databaseUrl: api.ownerUrl, teamSlug: 'shop', teamName: 'Shop', name: 'start' };
  const first = await createStartKey(wanted);
  expect(await createStartKey({ ...wanted, existing: first })).toBe(first);
  expect(await createStartKey({ ...wanted, existing: 'clk_unknown' })).not.toBe(first);
  const { body: who } = await api.callAs({ authorization: `Bearer ${first}` })<Whoami>('GET', '/v1/whoami');
  expect(who.scopes).toHaveLength(4);
});
