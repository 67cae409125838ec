import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  aLeaf,
  aLeafRequest,
  anIntermediate,
  aRoot,
  days,
  NOW,
  PKI_URLS,
  QUICK_ALGORITHMS,
} from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl } from '../../test/openssl.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { pemEncode } from '../pem.ts';
import { assembleCertificate, toBeSignedOf, verifyCertificateSignature } from './certificate.ts';
import { compileLeafTemplate } from './leaf-template.ts';
import { compileLint } from './lint.ts';

const pem = (certificate: Uint8Array): string => file(pemEncode('CERTIFICATE', certificate));
const text = (certificate: Uint8Array): string => openssl('x509', '-in', pem(certificate), '-noout', '-text');
const atNow = ['-attime', String(NOW.getTime() / 1000 + 1)];

const root = await aRoot('ecdsa-p384');
const intermediate = await anIntermediate(root);
const keyPair = await generateKeyPair('ecdsa-p256');

describe.each(QUICK_ALGORITHMS)('an issuer with %s', (issuerAlgorithm) => {
  test.each(QUICK_ALGORITHMS)(
    'signs a leaf with %s that OpenSSL and Node verify strictly',
    async (leafAlgorithm) => {
      const top = await aRoot(issuerAlgorithm);
      const issuer = await anIntermediate(top, issuerAlgorithm);
      const { publicKey } = await generateKeyPair(leafAlgorithm);
      const leaf = await aLeaf(issuer, publicKey);
      const said = openssl(
        'verify',
        '-x509_strict',
        ...atNow,
        '-purpose',
        'sslserver',
        '-verify_hostname',
        'www.imdst.com',
        '-CAfile',
        pem(top.certificate),
        '-untrusted',
        pem(issuer.certificate),
        pem(leaf),
      );
      expect(said).toMatch(/: OK/);
      const [parsed, parsedIssuer] = [new X509Certificate(leaf), new X509Certificate(issuer.certificate)];
      expect(parsed.verify(parsedIssuer.publicKey)).toBe(true);
      expect(parsed.checkIssued(parsedIssuer)).toBe(true);
      expect(parsed.checkHost('test.imdst.com')).toBe('test.imdst.com');
      expect(parsed.checkIP('10.0.0.7')).toBe('10.0.0.7');
      expect(verifyCertificateSignature(leaf, issuer.keyPair.publicKey)).toBe(true);
      expect(verifyCertificateSignature(leaf, publicKey)).toBe(false);
      expect(compileLint(issuer.certificate)(toBeSignedOf(leaf))).toEqual([]);
      expect(text(leaf)).toMatch(
        leafAlgorithm === 'rsa-2048'
          ? /Digital Signature, Key Encipherment\n/
          : /Usage: critical\n\s+Digital Signature\n/,
      );
    },
  );
});

test('OpenSSL shows every part of a server certificate', async () => {
  const shown = text(await aLeaf(intermediate, keyPair.publicKey));
  for (const part of [
    /Version: 3 \(0x2\)/,
    /Signature Algorithm: ecdsa-with-SHA256/,
    /Issuer: O = Certline, CN = Test Intermediate ecdsa-p256/,
    /Not Before: Nov 23 12:00:00 2026 GMT/,
    /Not After : Feb 21 12:00:00 2027 GMT/,
    /Subject: C = US, ST = GuangDong, L = GuangZhou, O = Your Company Name, OU = imdst.com, CN = test.imdst.com/,
    /Basic Constraints: critical\s+CA:FALSE/,
    /Extended Key Usage: \s+TLS Web Server Authentication\n/,
    /Subject Key Identifier: \s+([0-9A-F]{2}:){19}[0-9A-F]{2}\n/,
    /Alternative Name: \s+DNS:test.imdst.com, DNS:www.imdst.com, IP Address:10.0.0.7\n/,
    /CRL Distribution Points: \s+Full Name:\s+URI:http:\/\/pki.example.com\/ca.crl/,
    /OCSP - URI:http:\/\/pki.example.com\/ocsp/,
    /CA Issuers - URI:http:\/\/pki.example.com\/ca.crt/,
  ]) {
    expect(shown).toMatch(part);
  }
  const keyIdentifier = (label: string, of: string): string | undefined =>
    new RegExp(`${label} Key Identifier: \\s+([0-9A-F:]{59})`).exec(of)?.[1];
  expect(keyIdentifier('Authority', shown)).toBe(keyIdentifier('Subject', text(intermediate.certificate)));
});

test('country is a PrintableString, all else UTF8String', async () => {
  const structure = openssl(
    'asn1parse',
    '-inform',
    'DER',
    '-in',
    file(await aLeaf(intermediate, keyPair.publicKey)),
  );
  expect(structure).toMatch(/PRINTABLESTRING\s+:US/);
  expect(structure).toMatch(/UTF8STRING\s+:GuangDong/);
});

test('a client certificate is good for clients only', async () => {
  const template = compileLeafTemplate({
    issuer: intermediate,
    issuerKeyAlgorithm: 'ecdsa-p256',
    purpose: 'tls-client',
  });
  const toBeSigned = template.toBeSigned(aLeafRequest(keyPair.publicKey));
  const leaf = assembleCertificate(toBeSigned, await intermediate.signer.sign(toBeSigned));
  const verify = (purpose: string): string =>
    openssl(
      'verify',
      ...atNow,
      '-purpose',
      purpose,
      '-CAfile',
      pem(root.certificate),
      '-untrusted',
      pem(intermediate.certificate),
      pem(leaf),
    );
  expect(verify('sslclient')).toContain('OK');
  expect(() => verify('sslserver')).toThrow();
  expect(text(leaf)).not.toMatch(/CRL Distribution|Authority Information/);
});

test('the subject alternative name is critical if and only if the subject is empty', async () => {
  expect(text(await aLeaf(intermediate, keyPair.publicKey))).toMatch(/Alternative Name: \n/);
  expect(text(await aLeaf(intermediate, keyPair.publicKey, { subject: {} }))).toMatch(
    /Alternative Name: critical\n/,
  );
});

test('every kind of name, and IPv6', async () => {
  const sans = [
    { type: 'ip', value: '2001:db8::7' },
    { type: 'email', value: 'ops@example.com' },
    { type: 'uri', value: 'https://example.com/id' },
    { type: 'dns', value: '*.xn--bcher-kva.example' },
  ] as const;
  expect(text(await aLeaf(intermediate, keyPair.publicKey, { sans }))).toMatch(
    /IP Address:2001:DB8:0:0:0:0:0:7, email:ops@example.com, URI:https:\/\/example.com\/id, DNS:\*.xn--bcher-kva.example/,
  );
});

describe('dates on both sides of 2050', () => {
  test.each([
    ['2049-12-31T23:59:59Z', 'UTCTIME           :491231235959Z', 'Dec 31 23:59:59 2049 GMT'],
    ['2050-01-01T00:00:00Z', 'GENERALIZEDTIME   :20500101000000Z', 'Jan  1 00:00:00 2050 GMT'],
  ])('%s', async (iso, structure, shown) => {
    const longRoot = await aRoot('ecdsa-p256', { notAfter: new Date('2060-01-01T00:00:00Z') });
    const leaf = await aLeaf(longRoot, keyPair.publicKey, { notAfter: new Date(iso) });
    expect(openssl('asn1parse', '-inform', 'DER', '-in', file(leaf))).toContain(structure);
    expect(new X509Certificate(leaf).validTo).toBe(shown);
  });
});

describe('refused', () => {
  test.each([
    ['a leaf that outlives its issuer', { notAfter: days(1826) }, 'validity_beyond_issuer'],
    ['a leaf that ends before it begins', { notAfter: days(-1) }, 'validity_invalid'],
    ['a date that is none', { notAfter: new Date(Number.NaN) }, 'validity_invalid'],
    ['no name', { sans: [] }, 'san_invalid'],
    ['an address that is none', { sans: [{ type: 'ip', value: '1.2.3' }] }, 'san_invalid'],
    ['a host name outside ASCII', { sans: [{ type: 'dns', value: 'bücher.example' }] }, 'san_invalid'],
    ['an empty host name', { sans: [{ type: 'dns', value: '' }] }, 'san_invalid'],
    ['a line break in a name', { sans: [{ type: 'dns', value: 'a\nb' }] }, 'san_invalid'],
  ] as const)('%s', async (_name, overrides, code) => {
    expect(await codeOf(() => aLeaf(intermediate, keyPair.publicKey, overrides))).toBe(code);
  });

  test('an issuer that is no CA, and one whose key is of another kind', async () => {
    const leaf = await aLeaf(intermediate, keyPair.publicKey);
    const compile = (certificate: Uint8Array, issuerKeyAlgorithm: 'rsa-2048' | 'ecdsa-p256') =>
      codeOf(() =>
        compileLeafTemplate({
          issuer: { certificate },
          issuerKeyAlgorithm,
          purpose: 'tls-server',
          pkiUrls: PKI_URLS,
        }),
      );
    expect(await compile(leaf, 'ecdsa-p256')).toBe('issuer_unsuitable');
    expect(await compile(intermediate.certificate, 'rsa-2048')).toBe('issuer_key_mismatch');
  });
});
