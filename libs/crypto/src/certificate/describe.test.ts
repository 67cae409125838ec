import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { aLeaf, aLeafRequest, anIntermediate, aRoot, PKI_URLS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl } from '../../test/openssl.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { pemDecode } from '../pem.ts';
import { describeCertificate } from './describe.ts';

const intermediate = await anIntermediate(await aRoot());

test('a certificate of our own', async () => {
  const request = aLeafRequest((await generateKeyPair('ecdsa-p256')).publicKey);
  const leaf = await aLeaf(intermediate, request.publicKey, request);
  const node = new X509Certificate(leaf);
  expect(describeCertificate(leaf)).toEqual({
    version: 3,
    subject: 'C=US, ST=GuangDong, L=GuangZhou, O=Your Company Name, OU=imdst.com, CN=test.imdst.com',
    subjectFields: request.subject,
    issuer: 'O=Certline, CN=Test Intermediate ecdsa-p256',
    serialNumber: node.serialNumber.toLowerCase(),
    notBefore: '2026-11-23T12:00:00.000Z',
    notAfter: '2027-02-21T12:00:00.000Z',
    keyAlgorithm: 'ecdsa-p256',
    signatureAlgorithm: 'ECDSA with SHA-256',
    sans: request.sans,
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['serverAuth'],
    isCa: false,
    pathLength: null,
    subjectKeyIdentifier: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    authorityKeyIdentifier: describeCertificate(intermediate.certificate).subjectKeyIdentifier,
    fingerprintSha256: node.fingerprint256.replaceAll(':', '').toLowerCase(),
    crlUrls: [PKI_URLS.crl],
    ocspUrls: [PKI_URLS.ocsp],
    issuerCertificateUrls: [PKI_URLS.issuerCertificate],
  });
});

describe('certificates of others', () => {
  const made = (...args: readonly string[]): Uint8Array =>
    pemDecode(
      openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file(''), '-days', '30', ...args),
      'CERTIFICATE',
    );
  const onlyPem = (text: string): string => text.slice(text.indexOf('-----BEGIN'));

  test('a root of OpenSSL with attributes that Certline does not write', () => {
    const der = pemDecode(
      onlyPem(
        openssl(
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-521',
          '-nodes',
          '-keyout',
          file(''),
          '-utf8',
          '-subj',
          '/CN=Größe, "x"/emailAddress=a@example.com/serialNumber=7/OU=1/OU=2',
        ),
      ),
      'CERTIFICATE',
    );
    const description = describeCertificate(der);
    expect(description.subject).toBe(
      'CN=Größe\\, \\"x\\", emailAddress=a@example.com, serialNumber=7, OU=1, OU=2',
    );
    expect(description).toMatchObject({
      isCa: true,
      keyAlgorithm: null,
      signatureAlgorithm: 'ECDSA with SHA-256',
    });
  });

  test('one that is signed with SHA-1 is described, its algorithm unnamed', () => {
    expect(describeCertificate(made('-sha1', '-subj', '/CN=old')).signatureAlgorithm).toBeNull();
  });

  test('every public root that Node carries is read as Node reads it', () => {
    expect(rootCertificates.length).toBeGreaterThan(50);
    for (const block of rootCertificates) {
      const [ours, node] = [describeCertificate(pemDecode(block)), new X509Certificate(block)];
      expect(ours.isCa).toBe(node.ca);
      expect(Number.parseInt(ours.serialNumber, 16)).toBe(Number.parseInt(node.serialNumber, 16));
      expect(new Date(ours.notAfter)).toEqual(new Date(node.validTo));
      expect(ours.fingerprintSha256).toBe(node.fingerprint256.replaceAll(':', '').toLowerCase());
    }
  });
});

test('what is no certificate is refused', async () => {
  expect(await codeOf(() => describeCertificate(new Uint8Array(0)))).toBe('der_malformed');
  expect(await codeOf(() => describeCertificate(new Uint8Array([...intermediate.certificate, 0])))).toBe(
    'der_trailing_bytes',
  );
});
