import type { ApiKey, CreatedApiKey, Page, Problem } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi, untilTrue } from '../../../test/api-harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const create = <Body = CreatedApiKey>(body: unknown, secret = api.apiKey) =>
  api.callAs({ authorization: `Bearer ${secret}` })<Body>('POST', '/v1/keys', { body });
const list = async () => (await api.call<Page<ApiKey>>('GET', '/v1/keys')).body.items;

test('a key’s secret is seen once; the database has only its hash', async () => {
  const { status, body } = await create({ name: 'ci', scopes: ['certificates:read'], validityDays: 30 });
  expect(status).toBe(201);
  expect(body.secret).toMatch(/^clk_[\w-]{43}$/);
  const listed = (await list()).find(({ id }) => id === body.id);
  expect(listed).toMatchObject({ name: 'ci', scopes: ['certificates:read'] });
  expect(JSON.stringify(listed)).not.toContain(body.secret);
  const dump = JSON.stringify(await api.store.db.selectFrom('api_key').selectAll().execute());
  expect(dump).not.toContain(body.secret);
});

test('repeating a create with its Idempotency-Key makes no second key', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const body = { name: 'once', scopes: ['certificates:read'] };
  const first = await api.call<CreatedApiKey>('POST', '/v1/keys', { body, headers });
  const again = await api.call('POST', '/v1/keys', { body, headers });
  expect([first.status, again.status, again.body.code]).toEqual([201, 409, 'state_conflict']);
  expect(again.body.detail).toContain(first.body.id);
  expect((await list()).filter(({ name }) => name === 'once')).toHaveLength(1);
});

test('a key cannot give what it does not have', async () => {
  const { body } = await create({ name: 'manager', scopes: ['keys:manage', 'certificates:read'] });
  const refused = await create<Problem>({ name: 'more', scopes: ['bundles:download'] }, body.secret);
  expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing']);
  expect(refused.body.detail).toContain('bundles:download');
  expect((await create({ name: 'less', scopes: ['certificates:read'] }, body.secret)).status).toBe(201);
});

test('a key that ends makes none that lasts longer', async () => {
  const { body } = await create({ name: 'lent', scopes: ['keys:manage'], validityDays: 7 });
  const scopes = ['keys:manage'];
  for (const validityDays of [undefined, 8]) {
    const refused = await create<Problem>({ name: 'longer', scopes, validityDays }, body.secret);
    expect([validityDays, refused.status, refused.body.code]).toEqual([validityDays, 403, 'forbidden']);
  }
  expect((await create({ name: 'shorter', scopes, validityDays: 6 }, body.secret)).status).toBe(201);
});

test('a removed key stops at once; another team’s cannot be removed', async () => {
  const { body } = await create({ name: 'gone', scopes: ['certificates:read'] });
  const other = await api.makeTeam('others');
  const stranger = api.callAs({ authorization: `Bearer ${await api.makeKey(other)}` });
  expect((await stranger('DELETE', `/v1/keys/${body.id}`)).status).toBe(404);
  expect((await api.call('DELETE', `/v1/keys/${body.id}`)).status).toBe(204);
  expect((await api.call('DELETE', `/v1/keys/${body.id}`)).status).toBe(404);
  expect((await api.callAs({ authorization: `Bearer ${body.secret}` })('GET', '/v1/whoami')).status).toBe(
    401,
  );
});

test('when a key was used is noted', async () => {
  const { body } = await create({ name: 'used', scopes: ['certificates:read'] });
  expect(body.lastUsedAt).toBeNull();
  await api.callAs({ authorization: `Bearer ${body.secret}` })('GET', '/v1/whoami');
  await untilTrue(async () => (await list()).find(({ id }) => id === body.id)?.lastUsedAt !== null);
});
