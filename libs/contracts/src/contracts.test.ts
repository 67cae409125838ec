import { expect, test } from 'vitest';
import type { z } from 'zod';
import { CreateApiKeySchema } from './api-key.ts';
import { BundleRequestSchema } from './bundle-options.ts';
import { ListCertificatesSchema } from './certificate.ts';
import { CreateCertificateSchema } from './create-certificate.ts';
import { ERROR_CODES, ERRORS } from './error-codes.ts';
import { ApiKeyIdSchema, CertificateIdSchema } from './ids.ts';
import { SignJobSchema } from './job.ts';
import { ProblemSchema } from './problem.ts';

const CHUNK = '01939f5c-0000-7000-8000-000000000000';

/** Path and message of every fault. */
function faultsOf(schema: z.ZodType, input: unknown): string[] {
  const result = schema.safeParse(input);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

test.each<[string, z.ZodType, object]>([
  ['a create', CreateCertificateSchema, { commonName: 'a.de' }],
  ['a subject', CreateCertificateSchema.shape.subject, { country: 'DE' }],
  ['a key', CreateCertificateSchema.shape.key, { algorithm: 'ed25519' }],
  ['a list query', ListCertificatesSchema, { q: 'a.de' }],
  ['a bundle request', BundleRequestSchema, {}],
  ['its nginx part', BundleRequestSchema.shape.nginx, {}],
  ['an API key', CreateApiKeySchema, { name: 'ci', scopes: ['certificates:read'] }],
  ['a job', SignJobSchema, { chunk: CHUNK }],
])('%s takes no field that it does not know', (_, schema, good) => {
  expect(faultsOf(schema, good)).toEqual([]);
  expect(faultsOf(schema, { ...good, comonName: 'a.de' })).toEqual([': Unrecognized key: "comonName"']);
});

test.each<[string, z.ZodType, unknown, string[]]>([
  [
    'neither algorithm nor CSR',
    CreateCertificateSchema,
    { key: {} },
    ['key: Give either `algorithm` (Certline makes the key) or `csr` (you keep it).'],
  ],
  [
    'algorithm and CSR',
    CreateCertificateSchema,
    { key: { algorithm: 'ed25519', csr: 'x' } },
    ['key: Give either `algorithm` (Certline makes the key) or `csr` (you keep it).'],
  ],
  [
    'several faults at once',
    CreateCertificateSchema,
    { sans: Array<string>(101).fill('a.de'), validityDays: 0, labels: { env: 'x'.repeat(257) } },
    [
      'sans: At most 100 names in one certificate.',
      'validityDays: At least 1 day.',
      'labels.env: A label value has at most 256 characters.',
    ],
  ],
  ['half a day', CreateCertificateSchema, { validityDays: 0.5 }, ['validityDays: A whole number of days.']],
  [
    'too many labels',
    CreateCertificateSchema,
    { labels: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`l${index}`, ''])) },
    ['labels: At most 20 labels.'],
  ],
  // Postgres refuses these in jsonb and text: here it is the sender's fault, there it would be ours.
  [
    'NUL in a label',
    CreateCertificateSchema,
    { labels: { env: 'a\0' } },
    ['labels.env: Leave out control characters.'],
  ],
  [
    'half a pair in a label',
    CreateCertificateSchema,
    { labels: { env: '\ud800' } },
    ['labels.env: Leave out control characters.'],
  ],
  ['NUL in a search', ListCertificatesSchema, { q: 'a\0' }, ['q: Leave out control characters.']],
  ['NUL in a filter', ListCertificatesSchema, { label: 'a:\0' }, ['label: Leave out control characters.']],
  [
    'NUL in the name of a key',
    CreateApiKeySchema,
    { name: 'a\0b', scopes: ['keys:manage'] },
    ['name: Leave out control characters.'],
  ],
  [
    'a label filter without a value',
    ListCertificatesSchema,
    { label: 'env' },
    ['label: Write a label filter as name:value.'],
  ],
  [
    'a key without a scope',
    CreateApiKeySchema,
    { name: 'ci', scopes: [] },
    ['scopes: Give at least one scope.'],
  ],
])('%s is refused in words', (_, schema, input, faults) => {
  expect(faultsOf(schema, input)).toEqual(faults);
});

test('a list has 50 a page unless said otherwise, and takes numbers as a query writes them', () => {
  expect(ListCertificatesSchema.parse({}).limit).toBe(50);
  expect(ListCertificatesSchema.parse({ limit: '200' }).limit).toBe(200);
  for (const limit of ['0', '201', '1.5', 'many', '']) {
    expect(ListCertificatesSchema.safeParse({ limit }).success).toBe(false);
  }
});

test.each(ERROR_CODES)('%s is answered with a client or server error, and a title for people', (code) => {
  const { status, title } = ERRORS[code];
  expect([400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500, 503]).toContain(status);
  expect(title).toMatch(/^[A-Z].*[^.]$/);
});

test('a problem goes over the wire and back', () => {
  const problem = {
    type: 'about:blank',
    title: ERRORS.request_invalid.title,
    status: ERRORS.request_invalid.status,
    code: 'request_invalid',
    detail: 'Correct the fields below.',
    requestId: 'req-1',
    errors: [{ path: 'sans.0', code: 'name_empty', message: 'The name is empty.' }],
  };
  expect(ProblemSchema.parse(JSON.parse(JSON.stringify(problem)))).toEqual(problem);
  expect(ProblemSchema.safeParse({ ...problem, code: 'made_up' }).success).toBe(false);
});

test.each([CertificateIdSchema, ApiKeyIdSchema])('an id has one spelling, however it came', (schema) => {
  expect(schema.parse(CHUNK.toUpperCase())).toBe(CHUNK);
  expect(schema.safeParse(`${CHUNK}0`).success).toBe(false);
});
