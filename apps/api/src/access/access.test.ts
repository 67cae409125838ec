import type { Certificate, Whoami } from '@certline/contracts';
import type { SCOPES } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../test/api-harness.ts';
import { startTestApi } from '../../test/api-harness.ts';

let api: TestApi;
let certificate: Certificate;
beforeAll(async () => {
  api = await startTestApi();
  certificate = await api.request();
});
afterAll(() => api.close());

const withKey = async (...scopes: (typeof SCOPES)[number][]) =>
  api.callAs({ authorization: `Bearer ${await api.makeKey(api.team, scopes)}` });

/** All of an answer that must not tell two cases apart. */
const seen = ({ status, headers, text }: { status: number; headers: Headers; text: string }) => ({
  status,
  headers: [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
  text: text.replace(/"requestId":"[^"]+"/, ''),
});

const NAMING_A_CERTIFICATE = [
  ['GET', ''],
  ['GET', '/events'],
  ['GET', '/certificate.pem'],
  ['GET', '/chain.pem'],
  ['GET', '/csr.pem'],
  ['GET', '/certificate.der'],
  ['GET', '/bundle'],
  ['POST', '/bundle'],
  ['POST', '/cancel'],
  ['POST', '/retry'],
] as const;

test.each(NAMING_A_CERTIFICATE)(
  '%s …%s answers for another team’s certificate as for none, a malformed id and an unknown address',
  async (method, rest) => {
    const other = await api.makeTeam(`other-${method}${rest.replaceAll(/[^a-z]/g, '-')}`.toLowerCase());
    const call = api.callAs({ authorization: `Bearer ${await api.makeKey(other)}` });
    const answers = await Promise.all([
      call(method, `/v1/certificates/${certificate.id}${rest}`),
      call(method, `/v1/certificates/${crypto.randomUUID()}${rest}`),
      call(method, `/v1/certificates/not-an-id${rest}`),
      call(method, `/v1/certificates/%E0%A4%A${rest}`),
      call(method, `/v1/nonesuch${rest}`),
    ]);
    for (const answer of answers) expect(seen(answer)).toEqual(seen(answers[1]));
    expect(answers[0].status).toBe(404);
  },
);

test('another team’s list, search and stream hold nothing of this one', async () => {
  const other = await api.makeTeam('neighbour');
  const call = api.callAs({ authorization: `Bearer ${await api.makeKey(other)}` });
  for (const query of ['', '?q=test.imdst.com', '?status=queued']) {
    expect((await call<{ items: unknown[] }>('GET', `/v1/certificates${query}`)).body.items).toEqual([]);
  }
});

test('without a sign-in, or with a wrong one, everything of a team is 401', async () => {
  const strangers = [
    {},
    { authorization: 'Bearer clk_wrong' },
    { authorization: 'Basic YTpi' },
    { authorization: `Bearer ${api.apiKey}x` },
    { cookie: 'certline.session_token=forged.forged' },
  ];
  for (const headers of strangers) {
    const { status, body, headers: answered } = await api.callAs(headers)('GET', '/v1/whoami');
    expect([status, body.code]).toEqual([401, 'not_signed_in']);
    expect(answered.get('www-authenticate')).toContain('Bearer');
  }
});

test('a key may do what its scopes say: unreadable is 404, readable but not to be done is 403', async () => {
  const reader = await withKey('certificates:read');
  const blind = await withKey('keys:manage');
  const at = `/v1/certificates/${certificate.id}`;
  expect((await reader('GET', at)).status).toBe(200);
  expect((await blind('GET', at)).status).toBe(404);
  for (const path of [`${at}/cancel`, `${at}/retry`, `${at}/bundle`]) {
    const refused = await reader('POST', path);
    expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'scope_missing']);
    expect((await blind('POST', path)).status).toBe(404);
    expect((await reader('POST', path.replace(certificate.id, crypto.randomUUID()))).status).toBe(404);
  }
  expect((await reader('GET', `${at}/bundle`)).body.code).toBe('scope_missing');
  expect((await blind('GET', `${at}/bundle`)).status).toBe(404);
  const refused = await reader('POST', '/v1/certificates', { body: { commonName: 'test.imdst.com' } });
  expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing']);
  expect((await reader('GET', '/v1/keys')).status).toBe(403);
});

test('whoami tells team and scopes', async () => {
  const call = await withKey('certificates:read', 'bundles:download');
  const { body } = await call<Whoami>('GET', '/v1/whoami');
  expect(body).toEqual({
    kind: 'api_key',
    name: 'test key',
    team: { slug: 'shop', name: 'Shop' },
    scopes: ['certificates:read', 'bundles:download'],
  });
});

test('Certline-Team names the team of the key or nothing', async () => {
  expect((await api.call('GET', '/v1/whoami', { headers: { 'certline-team': 'shop' } })).status).toBe(200);
  await api.makeTeam('elsewhere');
  expect((await api.call('GET', '/v1/whoami', { headers: { 'certline-team': 'elsewhere' } })).status).toBe(
    404,
  );
});

test('a revoked or expired key works no more', async () => {
  const made = await api.call<{ id: string; secret: string }>('POST', '/v1/keys', {
    body: { name: 'short', scopes: ['certificates:read'], validityDays: 1 },
  });
  const call = api.callAs({ authorization: `Bearer ${made.body.secret}` });
  expect((await call('GET', '/v1/whoami')).status).toBe(200);
  await api.store.db
    .updateTable('api_key')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('name', '=', 'short')
    .execute();
  expect((await call('GET', '/v1/whoami')).status).toBe(401);
});

test('a request id is ours alone and stands in answer and header', async () => {
  const { headers, body } = await api.call('GET', '/v1/nonesuch', {
    headers: { 'x-request-id': 'forged' },
  });
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(body.requestId).toBe(headers.get('x-request-id'));
});
