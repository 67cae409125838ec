import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ALGORITHMS, anIntermediate, aRoot, days, NOW, PKI_URLS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl } from '../../test/openssl.ts';
import { pemEncode } from '../pem.ts';

const pem = (certificate: Uint8Array): string => file(pemEncode('CERTIFICATE', certificate));
const text = (certificate: Uint8Array): string => openssl('x509', '-in', pem(certificate), '-noout', '-text');
const atNow = ['-attime', String(NOW.getTime() / 1000 + 1)];

test.each(ALGORITHMS)('a root with %s is sound to OpenSSL and Node', async (algorithm) => {
  const root = await aRoot(algorithm);
  expect(
    openssl(
      'verify',
      '-x509_strict',
      '-check_ss_sig',
      ...atNow,
      '-CAfile',
      pem(root.certificate),
      pem(root.certificate),
    ),
  ).toMatch(/OK/);
  const parsed = new X509Certificate(root.certificate);
  expect(parsed.ca).toBe(true);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(text(root.certificate)).toMatch(
    /Basic Constraints: critical\s+CA:TRUE\n[\s\S]*Key Usage: critical\s+Certificate Sign, CRL Sign\n/,
  );
});

test('an intermediate says how far it reaches and where its issuer is found', async () => {
  const root = await aRoot();
  const shown = text((await anIntermediate(root, 'ecdsa-p384', { pkiUrls: PKI_URLS })).certificate);
  expect(shown).toMatch(/CA:TRUE, pathlen:0\n/);
  expect(shown).toMatch(/URI:http:\/\/pki.example.com\/ca.crl/);
});

test('two intermediates deep, OpenSSL verifies', async () => {
  const root = await aRoot();
  const upper = await anIntermediate(root, 'ecdsa-p256', { pathLen: 1 });
  const lower = await anIntermediate(upper, 'ecdsa-p256', { subject: { commonName: 'Lower' } });
  const said = openssl(
    'verify',
    '-x509_strict',
    ...atNow,
    '-CAfile',
    pem(root.certificate),
    '-untrusted',
    pem(upper.certificate),
    pem(lower.certificate),
  );
  expect(said).toMatch(/OK/);
});

describe('refused', () => {
  test.each([
    ['one that outlives its root', { notAfter: days(3651) }, 'validity_beyond_issuer'],
    ['a negative path length', { pathLen: -1 }, 'path_length_invalid'],
    ['half a path length', { pathLen: 0.5 }, 'path_length_invalid'],
    ['no name', { subject: {} }, 'name_malformed'],
    ['no serial number', { serialNumber: new Uint8Array(21) }, 'serial_number_invalid'],
  ])('an intermediate: %s', async (_name, overrides, code) => {
    const root = await aRoot();
    expect(await codeOf(() => anIntermediate(root, 'ecdsa-p256', overrides))).toBe(code);
  });

  test('an intermediate below one that allows none', async () => {
    const upper = await anIntermediate(await aRoot());
    expect(await codeOf(() => anIntermediate(upper))).toBe('path_length_invalid');
  });
});
