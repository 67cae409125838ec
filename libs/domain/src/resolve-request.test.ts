import { execFileSync } from 'node:child_process';
import type { CreateCertificate } from '@certline/contracts';
import type { CsrRequest } from '@certline/crypto';
import { buildCsr, generateKeyPair, pemEncode, signerFromPrivateKey } from '@certline/crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Resolution } from './resolve-request.ts';
import { resolveRequest } from './resolve-request.ts';

const now = new Date('2026-11-23T12:00:00Z');
const issuing = { slug: 'issuing', notAfter: new Date('2036-01-01T00:00:00Z') };
const resolve = (body: CreateCertificate, notAfter = issuing.notAfter): Resolution =>
  resolveRequest(body, {
    now,
    findAuthority: (slug) =>
      ['default', 'issuing'].includes(slug) ? { slug: 'issuing', notAfter } : undefined,
  });

function accepted(body: CreateCertificate, notAfter?: Date) {
  const resolution = resolve(body, notAfter);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.faults));
  return resolution.request;
}
function refused(body: CreateCertificate, notAfter?: Date) {
  const resolution = resolve(body, notAfter);
  if (resolution.ok) throw new Error('accepted');
  return resolution;
}
const faultsOf = (body: CreateCertificate, notAfter?: Date): string[] =>
  refused(body, notAfter).faults.map(({ path, code }) => `${path} ${code}`);

let privateKey: Uint8Array;
beforeAll(async () => {
  ({ privateKey } = await generateKeyPair('ecdsa-p384'));
});
async function csrOf(names: Partial<Pick<CsrRequest, 'subject' | 'sans'>>): Promise<string> {
  const der = await buildCsr({ signer: signerFromPrivateKey(privateKey), subject: {}, sans: [], ...names });
  return pemEncode('CERTIFICATE REQUEST', der);
}
const dns = (value: string) => ({ type: 'dns' as const, value });

describe('what is not said', () => {
  test('is the usual: P-256, server, 90 days, the default authority', () => {
    expect(accepted({ commonName: 'test.imdst.com' })).toEqual({
      commonName: 'test.imdst.com',
      sans: [dns('test.imdst.com')],
      subject: {},
      authority: 'issuing',
      profile: 'server',
      validityDays: 90,
      keyAlgorithm: 'ecdsa-p256',
      csr: null,
      ignored: [],
      labels: {},
    });
  });

  test('asks no more days than the issuer has left', () => {
    const inTenDays = new Date(now.getTime() + 10 * 86_400_000);
    expect(accepted({ commonName: 'a.imdst.com' }, inTenDays).validityDays).toBe(10);
  });
});

describe('names', () => {
  test.each<[string, CreateCertificate, string | null, string[]]>([
    ['SANs alone', { sans: ['a.imdst.com'] }, null, ['a.imdst.com']],
    ['the CN comes first among the SANs', { commonName: 'a.de', sans: ['b.de'] }, 'a.de', ['a.de', 'b.de']],
    [
      'a CN that is a SAN too stands once',
      { commonName: 'a.de', sans: ['b.de', 'a.de'] },
      'a.de',
      ['a.de', 'b.de'],
    ],
    ['duplicates in other writing stand once', { sans: ['A.de', 'a.DE', 'a.de'] }, null, ['a.de']],
    [
      'an IDN becomes A-labels, in the CN too',
      { commonName: 'Bücher.de' },
      'xn--bcher-kva.de',
      ['xn--bcher-kva.de'],
    ],
    [
      'an IDN and its A-labels are one name',
      { sans: ['bücher.de', 'xn--bcher-kva.de'] },
      null,
      ['xn--bcher-kva.de'],
    ],
    ['an address as CN', { commonName: '10.0.0.7' }, '10.0.0.7', ['10.0.0.7']],
    ['IPv6 in other writing stands once', { sans: ['2001:DB8::0:1', '2001:db8::1'] }, null, ['2001:db8::1']],
    ['a wildcard', { commonName: '*.imdst.com' }, '*.imdst.com', ['*.imdst.com']],
  ])('%s', (_, body, commonName, sans) => {
    const request = accepted(body);
    expect(request.commonName).toBe(commonName);
    expect(request.sans.map((san) => san.value)).toEqual(sans);
  });

  test('a common name has 64 characters at most; the same name is fine as a SAN', () => {
    const name = (length: number) => `${'a'.repeat(60)}.${'b'.repeat(length - 64)}.de`;
    expect(accepted({ commonName: `${'a'.repeat(61)}.de` }).commonName).toHaveLength(64);
    expect(faultsOf({ commonName: name(65) })).toEqual(['commonName common_name_too_long']);
    expect(accepted({ sans: [name(65)] }).sans).toHaveLength(1);
  });

  test('a common name counts as one of the hundred', () => {
    const sans = Array.from({ length: 100 }, (_, index) => `n${index}.imdst.com`);
    expect(accepted({ commonName: 'n7.imdst.com', sans }).sans).toHaveLength(100);
    expect(faultsOf({ commonName: 'one-more.imdst.com', sans })).toEqual(['sans too_many_names']);
  });

  test('an e-mail address is a SAN for clients, and never a common name', async () => {
    const key = { csr: await csrOf({}) };
    expect(accepted({ sans: ['email:a@imdst.com'], profile: 'client', key }).sans).toHaveLength(1);
    expect(faultsOf({ sans: ['email:a@imdst.com'], profile: 'client' })).toEqual(['key key_delivery']);
    expect(faultsOf({ commonName: 'email:a@imdst.com', profile: 'client' })).toEqual([
      'commonName common_name_not_a_host',
      'key key_delivery',
    ]);
  });
});

describe('a CSR', () => {
  test('gives the key and, where the body names none, subject and SANs', async () => {
    const csr = await csrOf({
      subject: { country: 'DE', organization: 'Own', commonName: 'own.imdst.com' },
      sans: [dns('www.imdst.com'), { type: 'ip', value: '10.0.0.7' }],
    });
    const request = accepted({ key: { csr } });
    expect(request).toMatchObject({
      commonName: 'own.imdst.com',
      subject: { country: 'DE', organization: 'Own' },
      keyAlgorithm: 'ecdsa-p384',
      ignored: [],
    });
    expect(request.sans.map((san) => san.value)).toEqual(['own.imdst.com', 'www.imdst.com', '10.0.0.7']);
    expect(request.csr).not.toBeNull();
  });

  test('of OpenSSL has what Certline does not take over listed', () => {
    const csr = execFileSync('openssl', [
      ...[
        'req',
        '-new',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        '/dev/null',
      ],
      ...['-subj', '/CN=own.imdst.com/serialNumber=42', '-addext', 'keyUsage=keyCertSign'],
      ...['-addext', 'basicConstraints=CA:TRUE', '-addext', 'subjectAltName=DNS:own.imdst.com,RID:1.2.3'],
    ]).toString();
    expect(accepted({ key: { csr } }).ignored).toEqual([
      'subject attribute serialNumber',
      'extension keyUsage',
      'extension basicConstraints',
      'extension subjectAltName (registeredID)',
    ]);
  });

  test('gives way to what the body names, each for itself', async () => {
    const csr = await csrOf({
      subject: { organization: 'Own', commonName: 'own.imdst.com' },
      sans: [dns('www.imdst.com')],
    });
    const request = accepted({
      commonName: 'body.imdst.com',
      subject: { organization: 'Body' },
      key: { csr },
    });
    expect(request.subject).toEqual({ organization: 'Body' });
    expect(request.sans.map((san) => san.value)).toEqual(['body.imdst.com', 'www.imdst.com']);
    const withSans = accepted({ sans: ['body.imdst.com'], key: { csr } });
    expect(withSans.sans.map((san) => san.value)).toEqual(['own.imdst.com', 'body.imdst.com']);
  });

  test('has its faults told at key.csr, with which of its names is meant', async () => {
    const csr = await csrOf({
      subject: { commonName: 'Jane Doe' },
      sans: [dns('good.imdst.com'), dns('bad_name.imdst.com')],
    });
    const { faults } = refused({ key: { csr } });
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'key.csr name_characters',
      'key.csr name_underscore',
    ]);
    expect(faults[0]!.message).toMatch(/^The common name of the CSR: /);
    expect(faults[1]!.message).toMatch(/^Name 2 of the CSR: /);
  });

  test('of more names than a body may give is refused as well', async () => {
    const sans = Array.from({ length: 101 }, (_, index) => dns(`n${index}.imdst.com`));
    expect(faultsOf({ key: { csr: await csrOf({ sans }) } })).toEqual(['key.csr too_many_names']);
  });

  test('that policy refuses is what the refusal points to', async () => {
    const csr = await csrOf({ sans: [dns('*.imdst.com')] });
    expect(faultsOf({ profile: 'client', key: { csr } })).toEqual(['key.csr wildcards']);
  });

  test('that cannot be read is one fault: what it names nobody knows', () => {
    expect(refused({ key: { csr: 'nonsense' } }).faults.map(({ path }) => path)).toEqual(['key.csr']);
  });

  test('that names nothing needs a name in the body', async () => {
    const csr = await csrOf({});
    expect(faultsOf({ key: { csr } })).toEqual(['key.csr name_missing']);
    expect(accepted({ commonName: 'a.imdst.com', key: { csr } }).commonName).toBe('a.imdst.com');
  });

  test('cannot be self-signed, for that takes its private key', async () => {
    const csr = await csrOf({ subject: { commonName: 'own.imdst.com' } });
    expect(faultsOf({ commonName: 'a.imdst.com', authority: 'self', key: { csr } })).toEqual([
      'key.csr csr_not_possible',
    ]);
  });
});

describe('refusals', () => {
  test('every fault of a body comes at once, those of policy too', () => {
    const { faults, refusedByPolicy } = refused({
      commonName: 'bad_name',
      subject: { country: 'germany', organization: 'x'.repeat(65) },
      sans: ['ok.imdst.com', '*.com', 'uri:https://imdst.com/'],
      authority: 'nobody',
      validityDays: 826,
    });
    expect(faults.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'authority authority_unknown',
      'commonName name_underscore',
      'sans san_types',
      'sans.1 name_wildcard_public_suffix',
      'subject.country subject_country_invalid',
      'subject.organization name_too_long',
      'validityDays profile_validity',
    ]);
    expect(refusedByPolicy).toBe(false);
  });

  test('an unknown profile is judged by no other one', () => {
    const { faults, rulings } = refused({ sans: ['email:a@imdst.com'], profile: 'cleint' });
    expect(faults.map(({ code }) => code)).toEqual(['profile_unknown']);
    expect(rulings).toEqual([]);
  });

  test('an unknown authority is not taken for self-signed', () => {
    const { rulings } = refused({ commonName: 'a.imdst.com', authority: 'nobody' });
    expect(rulings.map(({ rule }) => rule)).not.toContain('issuer_validity');
  });

  test('policy alone is said to be policy', () => {
    expect(refused({ commonName: '*.imdst.com', profile: 'client' }).refusedByPolicy).toBe(true);
  });

  test.each<[string, CreateCertificate, Date | undefined, string[]]>([
    ['nothing named', {}, undefined, ['commonName name_missing']],
    ['no SANs', { sans: [] }, undefined, ['commonName name_missing']],
    [
      'past the profile',
      { commonName: 'a.de', validityDays: 826 },
      undefined,
      ['validityDays profile_validity'],
    ],
    [
      'past ten years self-signed',
      { commonName: 'a.de', authority: 'self', validityDays: 3651 },
      undefined,
      ['validityDays profile_validity'],
    ],
    [
      'past the issuer',
      { commonName: 'a.de', validityDays: 90 },
      new Date('2026-12-23T12:00:00Z'),
      ['validityDays issuer_validity'],
    ],
    [
      'under an issuer that ended',
      { commonName: 'a.de' },
      new Date('2026-11-01T00:00:00Z'),
      ['validityDays issuer_validity'],
    ],
  ])('%s', (_, body, notAfter, faults) => {
    expect(faultsOf(body, notAfter)).toEqual(faults);
  });

  test('each is a sentence that ends as one, and tells no negative or zero days to ask for', () => {
    const all = [
      ...refused({}).faults,
      ...refused({ commonName: 'x_', profile: 'no', authority: 'no', subject: { country: 'x' } }).faults,
      ...refused({ commonName: 'a.de', validityDays: 9999 }, new Date('2026-11-01T00:00:00Z')).faults,
      ...refused({ commonName: '*.a.de', sans: ['uri:https://a.de/'], profile: 'client' }).faults,
    ];
    for (const { message } of all) {
      expect(message).toMatch(/^[A-Z*0-9].*\.$/);
      expect(message).not.toMatch(/-\d+ days|\b0 days/);
    }
  });
});
