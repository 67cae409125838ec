import { KEY_ALGORITHM_NAMES } from '@certline/contracts';
import { expect, test } from 'vitest';
import type { PolicyContext } from './policy.ts';
import { decidePolicy } from './policy.ts';
import { findProfile } from './profiles.ts';
import type { CertificateRequest } from './request.ts';

const now = new Date('2026-11-23T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const server = findProfile('server')!;
const client = findProfile('client')!;
const aRequest = (request: Partial<CertificateRequest> = {}): CertificateRequest => ({
  commonName: 'a.imdst.com',
  sans: [{ type: 'dns', value: 'a.imdst.com' }],
  subject: {},
  authority: 'issuing',
  profile: 'server',
  validityDays: 90,
  keyAlgorithm: 'ecdsa-p256',
  csr: null,
  ignored: [],
  labels: {},
  ...request,
});
const context = (changes: Partial<PolicyContext> = {}): PolicyContext => ({
  profile: server,
  issuerNotAfter: inDays(1000),
  now,
  ...changes,
});
const refusedBy = (request: Partial<CertificateRequest>, changes?: Partial<PolicyContext>) =>
  decidePolicy(aRequest(request), context(changes))
    .filter((ruling) => !ruling.allowed)
    .map(({ rule }) => rule);

const wildcard = [{ type: 'dns' as const, value: '*.imdst.com' }];
const address = [{ type: 'ip' as const, value: '10.0.0.7' }];
const csr = new Uint8Array([0x30, 0]);
const email = [{ type: 'email' as const, value: 'a@imdst.com' }];

// One row for each side of each rule.
test.each<[string, Partial<CertificateRequest>, Partial<PolicyContext>, string[]]>([
  ['a DNS name on a server', {}, {}, []],
  ['an e-mail address on a server', { sans: email }, {}, ['san_types']],
  ['an e-mail address on a client that has a CSR', { sans: email, csr }, { profile: client }, []],
  [
    'an e-mail address with a key that nobody could fetch',
    { sans: email },
    { profile: client },
    ['key_delivery'],
  ],
  ['an e-mail address beside a host', { sans: [...email, ...address] }, { profile: client }, []],
  ['a wildcard on a server', { sans: wildcard }, {}, []],
  ['a wildcard on a client', { sans: wildcard }, { profile: client }, ['wildcards']],
  [
    'a key that the profile does not list',
    { keyAlgorithm: 'rsa-4096' },
    { profile: { ...server, keyAlgorithms: ['ed25519'] } },
    ['key_algorithm'],
  ],
  ['the longest validity', { validityDays: 825 }, {}, []],
  ['a day longer', { validityDays: 826 }, {}, ['profile_validity']],
  ['ten years self-signed', { authority: 'self', validityDays: 3650 }, { issuerNotAfter: null }, []],
  [
    'a day more self-signed',
    { authority: 'self', validityDays: 3651 },
    { issuerNotAfter: null },
    ['profile_validity'],
  ],
  ['to the last whole day of the issuer', { validityDays: 30 }, { issuerNotAfter: inDays(30) }, []],
  ['a day past the issuer', { validityDays: 31 }, { issuerNotAfter: inDays(30) }, ['issuer_validity']],
  [
    'under an issuer in its last hours',
    { validityDays: 1 },
    { issuerNotAfter: inDays(0.5) },
    ['issuer_validity'],
  ],
])('%s', (_, request, changes, rules) => {
  expect(refusedBy(request, changes)).toEqual(rules);
});

test('every rule has its say whatever the others said, in one order, with a sentence', () => {
  const good = decidePolicy(aRequest(), context());
  const bad = decidePolicy(aRequest({ sans: [...email, ...wildcard], validityDays: 5000 }), context());
  expect(bad.map(({ rule }) => rule)).toEqual(good.map(({ rule }) => rule));
  expect(bad.filter(({ allowed }) => !allowed).map(({ rule }) => rule)).toEqual([
    'san_types',
    'profile_validity',
    'issuer_validity',
  ]);
  for (const { reason } of [...good, ...bad]) expect(reason).toMatch(/^[A-Z].*\.$/);
});

test('who cannot send a CSR is not told to', () => {
  const reasonFor = (authority: string) =>
    decidePolicy(aRequest({ authority, sans: email }), context({ profile: client })).find(
      ({ rule }) => rule === 'key_delivery',
    )?.reason;
  expect(reasonFor('issuing')).toMatch(/Send a CSR of your own key, or name a host as well\.$/);
  expect(reasonFor('self')).toMatch(/ Name a host as well\.$/);
});

test.each(KEY_ALGORITHM_NAMES)('the profiles that everyone has take %s keys', (keyAlgorithm) => {
  expect(refusedBy({ keyAlgorithm })).toEqual([]);
  expect(refusedBy({ keyAlgorithm }, { profile: client })).toEqual([]);
});
