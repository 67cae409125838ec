import type { Certificate, Problem } from '@certline/contracts';
import { CertificateSchema, ProblemSchema } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi } from '../../../test/api-harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.startWorker();
});
afterAll(() => api.close());

const body = { commonName: 'test.imdst.com' };
const create = <Body = Certificate>(more: { body?: unknown; headers?: Record<string, string> }) =>
  api.call<Body>('POST', '/v1/certificates', { body, ...more });
const key = () => ({ 'idempotency-key': crypto.randomUUID() });

const countCertificates = async () => {
  const { count } = await api.store.db
    .selectFrom('certificate')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

test('a create is answered 202 with where to follow it, and is in Postgres', async () => {
  const reply = await create({});
  expect(reply.status).toBe(202);
  expect(reply.headers.get('location')).toBe(`/v1/certificates/${reply.body.id}`);
  expect(reply.headers.get('cache-control')).toBe('no-store');
  const again = await api.call('GET', `/v1/certificates/${reply.body.id}`);
  expect(CertificateSchema.parse(again.body)).toMatchObject({
    commonName: 'test.imdst.com',
    sans: ['test.imdst.com'],
    authority: 'issuing',
    requestedBy: 'test key',
  });
});

test('Prefer: wait answers 201 with the issued certificate', async () => {
  const reply = await create({ headers: { prefer: 'respond-async, wait=30' } });
  expect(reply.status).toBe(201);
  expect(reply.headers.get('preference-applied')).toBe('wait=30');
  expect(reply.body.status).toBe('issued');
  expect(reply.body.serial).toMatch(/^[0-9a-f]{32}$/);
});

test('Prefer: wait=0 answers at once with what is known', async () => {
  const reply = await create({ headers: { prefer: 'wait=0' } });
  expect([201, 202]).toContain(reply.status);
  expect(reply.headers.get('preference-applied')).toBe('wait=0');
});

test('twenty identical calls at once make one certificate', async () => {
  const before = await countCertificates();
  const headers = key();
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => create<{ id: string; code?: string }>({ headers })),
  );
  const accepted = replies.filter((reply) => reply.status === 202);
  const others = replies.filter((reply) => reply.status !== 202);
  expect(new Set(accepted.map((reply) => reply.body.id)).size).toBe(1);
  for (const reply of others) {
    expect(reply.body.code).toBe('idempotency_in_progress');
    expect(reply.headers.get('retry-after')).toBe('1');
  }
  expect(await countCertificates()).toBe(before + 1);
  const later = await create({ headers: { ...headers, prefer: 'wait=30' } });
  expect(later.body.id).toBe(accepted[0]?.body.id);
  expect(later.body.status).toBe('issued');
});

test('the same key with another body is refused, and is free for another caller', async () => {
  const headers = key();
  const first = await create({ headers });
  const other = await create<Problem>({ headers, body: { commonName: 'other.imdst.com' } });
  expect([other.status, other.body.code]).toEqual([409, 'idempotency_mismatch']);
  const secret = await api.makeKey(api.team);
  const elsewhere = await api.callAs({ authorization: `Bearer ${secret}` })<Certificate>(
    'POST',
    '/v1/certificates',
    { body, headers },
  );
  expect(elsewhere.status).toBe(202);
  expect(elsewhere.body.id).not.toBe(first.body.id);
});

test('a refused body does not use its key up', async () => {
  const headers = key();
  expect((await create<Problem>({ headers, body: { commonName: 'a_b' } })).status).toBe(422);
  expect((await create({ headers })).status).toBe(202);
});

test.each(['', ' ', 'a b', 'ü', 'x'.repeat(256)])('the Idempotency-Key %j is refused', async (value) => {
  // fetch sends an empty header as no header at all in some versions; both are no key.
  const reply = await create<Problem>({ headers: { 'idempotency-key': encodeHeader(value) } });
  expect([reply.status, reply.body.code]).toEqual([400, 'header_invalid']);
});
const encodeHeader = (value: string) => Buffer.from(value, 'utf8').toString('latin1');

test('faults of form and of content are reported at once', async () => {
  const reply = await create<Problem>({
    body: {
      commonName: 'a_b',
      sans: ['ok.imdst.com', '*.com', '1.2.3.4.5'],
      subject: { country: 'Germany', planet: 'Earth' },
      profile: 'nonesuch',
      validityDays: 'ninety',
      key: { algorithm: 'rsa-1024' },
      labels: { 'Bad Label': 'x' },
      comonName: 'typo',
    },
  });
  expect([reply.status, reply.body.code]).toEqual([422, 'request_invalid']);
  const problem = ProblemSchema.parse(reply.body);
  const paths = problem.errors?.map((fault) => fault.path) ?? [];
  expect(paths).toEqual(
    expect.arrayContaining([
      'commonName',
      'sans.1',
      'subject.planet',
      'profile',
      'validityDays',
      'key.algorithm',
      'labels.Bad Label',
      'comonName',
    ]),
  );
  expect(paths.filter((path) => path === 'validityDays')).toHaveLength(1);
});

test('policy refuses in words, with the rule as code', async () => {
  const reply = await create<Problem>({ body: { ...body, validityDays: 5000 } });
  expect([reply.status, reply.body.code]).toEqual([422, 'policy_refused']);
  expect(reply.body.errors?.map((fault) => fault.code)).toContain('profile_validity');
  expect(reply.body.detail).toContain('825 days');
});

test.each([
  ['not JSON', '{"commonName":', 'application/json', 400, 'body_malformed'],
  ['no body', undefined, 'application/json', 400, 'body_malformed'],
  ['another media type', 'commonName=x', 'application/x-www-form-urlencoded', 415, 'media_type_unsupported'],
  ['another charset', '{}', 'application/json; charset=latin1', 415, 'media_type_unsupported'],
  ['too much', `"${'x'.repeat(1_100_000)}"`, 'application/json', 413, 'body_too_large'],
  ['a list', '[]', 'application/json', 422, 'request_invalid'],
  ['null', 'null', 'application/json', 422, 'request_invalid'],
  [
    'nesting without end',
    '['.repeat(200_000) + ']'.repeat(200_000),
    'application/json',
    422,
    'request_invalid',
  ],
])('a body that is %s is refused', async (_what, raw, contentType, status, code) => {
  const reply = await api.call('POST', '/v1/certificates', {
    ...(raw === undefined ? {} : { raw }),
    headers: { 'content-type': contentType, ...key() },
  });
  expect([reply.status, reply.body.code]).toEqual([status, code]);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
});
