import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from './api-harness.ts';
import { startTestApi } from './api-harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const SETTINGS = { seed: 20261123, numRuns: 150 };

// What breaks databases and parsers, besides what fast-check thinks of: NUL, lone surrogates, control characters.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    'a\udfff',
    '\u0007',
    'test.imdst.com',
    '*.imdst.com',
    '10.0.0.7',
    'ü.example',
  ),
);
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.json(),
  fc.array(text),
);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const request = fc.record({
  commonName: some(anything),
  sans: some(fc.oneof(fc.array(text, { maxLength: 5 }), anything)),
  subject: some(fc.oneof(fc.record({ country: some(text), organization: some(anything) }), anything)),
  authority: some(fc.oneof(fc.constantFrom('default', 'self'), anything)),
  profile: some(fc.oneof(fc.constantFrom('server', 'client'), anything)),
  validityDays: some(fc.oneof(fc.integer(), anything)),
  key: some(fc.oneof(fc.record({ csr: text }), fc.record({ algorithm: anything }), anything)),
  labels: some(fc.oneof(fc.dictionary(fc.constantFrom('env', 'a.b', text as never), text), anything)),
});

const isAnswered = (status: number): void => {
  expect(status).toBeLessThan(500);
};

test('no create body is answered with a fault of ours', async () => {
  await fc.assert(
    fc.asyncProperty(request, async (body) => {
      const reply = await api.call('POST', '/v1/certificates', { body });
      isAnswered(reply.status);
      expect([202, 400, 422]).toContain(reply.status);
    }),
    SETTINGS,
  );
});

test('what is well-formed but for its strings is answered too', async () => {
  const plausible = fc.record({
    commonName: fc.constant('test.imdst.com'),
    subject: some(fc.record({ organization: text, locality: some(text) })),
    labels: some(fc.record({ env: text })),
  });
  await fc.assert(
    fc.asyncProperty(plausible, async (body) => {
      isAnswered((await api.call('POST', '/v1/certificates', { body })).status);
    }),
    SETTINGS,
  );
});

test('no bytes as a body are answered with a fault of ours', async () => {
  const types = fc.constantFrom('application/json', 'text/plain', 'application/json; charset=x', '');
  const encodings = fc.constantFrom('identity', 'gzip', 'br', 'nonesuch');
  const paths = fc.constantFrom(
    '/v1/certificates',
    '/v1/policy/check',
    '/v1/keys',
    '/auth/sign-in/email',
    '/pki/ocsp',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      types,
      encodings,
      paths,
      async (bytes, type, encoding, path) => {
        const answer = await fetch(api.url + path, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${api.apiKey}`,
            'content-type': type,
            'content-encoding': encoding,
          },
          body: Buffer.from(bytes),
        });
        isAnswered(answer.status);
        await answer.arrayBuffer();
      },
    ),
    SETTINGS,
  );
});

test('no value of any other field, query or path is answered with a fault of ours', async () => {
  const { id } = await api.request();
  const calls = fc.oneof(
    fc.record({
      method: fc.constant('POST'),
      path: fc.constant('/v1/policy/check'),
      body: fc.oneof(request, fc.array(request), anything),
    }),
    fc.record({
      method: fc.constant('POST'),
      path: fc.constant('/v1/keys'),
      body: fc.record({
        name: anything,
        scopes: fc.constantFrom(['certificates:read'], [], 'x'),
        validityDays: some(anything),
      }),
    }),
    fc.record({
      method: fc.constant('POST'),
      path: fc.constant(`/v1/certificates/${id}/bundle`),
      body: fc.record({
        passphrase: some(anything),
        nginx: some(fc.oneof(fc.record({ directory: anything }), anything)),
      }),
    }),
    fc.record({
      method: fc.constant('POST'),
      path: fc.constant('/auth/sign-in/email'),
      body: fc.record({ email: anything, password: some(anything) }),
    }),
    text.map((value) => ({ method: 'GET', path: `/v1/certificates/${encode(value)}`, body: undefined })),
    text.map((value) => ({ method: 'GET', path: `/v1/authorities/${encode(value)}`, body: undefined })),
    text.map((value) => ({ method: 'GET', path: `/pki/${encode(value)}.crt`, body: undefined })),
    text.map((value) => ({ method: 'DELETE', path: `/v1/keys/${encode(value)}`, body: undefined })),
    fc
      .tuple(
        fc.constantFrom('q', 'label', 'authority', 'cursor', 'batch', 'expiresBefore', 'status', 'limit'),
        text,
      )
      .map(([name, value]) => ({
        method: 'GET',
        path: `/v1/certificates?${name}=${encode(value)}`,
        body: undefined,
      })),
  );
  await fc.assert(
    fc.asyncProperty(calls, async ({ method, path, body }) => {
      isAnswered((await api.call(method, path, { body })).status);
    }),
    { ...SETTINGS, numRuns: 400 },
  );
});

const encode = (value: string): string => encodeURIComponent(value.toWellFormed());
