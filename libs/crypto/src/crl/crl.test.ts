import { describe, expect, test } from 'vitest';
import { aLeaf, anIntermediate, aRoot, days, NOW, QUICK_ALGORITHMS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl } from '../../test/openssl.ts';
import { serialNumberOf } from '../certificate/certificate.ts';
import { serialNumberHex } from '../certificate/serial-number.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { pemEncode } from '../pem.ts';
import { assembleCrl, type CrlRequest, crlToBeSigned, verifyCrlSignature } from './crl.ts';

const pem = (certificate: Uint8Array): string => pemEncode('CERTIFICATE', certificate);
const root = await aRoot();
const aCrlRequest = (overrides: Partial<CrlRequest> = {}): CrlRequest => ({
  issuerCertificate: root.certificate,
  issuerKeyAlgorithm: 'ecdsa-p256',
  number: 1n,
  thisUpdate: NOW,
  nextUpdate: days(7),
  revoked: [],
  ...overrides,
});
const aCrl = async (overrides: Partial<CrlRequest> = {}, issuer = root): Promise<Uint8Array> => {
  const toBeSigned = crlToBeSigned(aCrlRequest(overrides));
  return assembleCrl(toBeSigned, await issuer.signer.sign(toBeSigned));
};
const shown = (crl: Uint8Array, issuer = root): string =>
  openssl(
    'crl',
    '-inform',
    'DER',
    '-in',
    file(crl),
    '-CAfile',
    file(pem(issuer.certificate)),
    '-noout',
    '-text',
  );

test.each(QUICK_ALGORITHMS)('an empty list signed with %s is sound to OpenSSL', async (algorithm) => {
  const issuer = await aRoot(algorithm);
  const crl = await aCrl(
    { issuerCertificate: issuer.certificate, issuerKeyAlgorithm: algorithm, number: 7n },
    issuer,
  );
  expect(shown(crl, issuer)).toMatch(
    /verify OK[\s\S]*|Version 2 \(0x1\)[\s\S]*CRL Number: \s+7\n[\s\S]*No Revoked Certificates/,
  );
  expect(shown(crl, issuer)).toContain('verify OK');
  expect(verifyCrlSignature(crl, issuer.keyPair.publicKey)).toBe(true);
  expect(verifyCrlSignature(crl, root.keyPair.publicKey)).toBe(false);
});

test('what is revoked fails verification, its neighbour does not', async () => {
  const intermediate = await anIntermediate(root);
  const { publicKey } = await generateKeyPair('ecdsa-p256');
  const [bad, good] = [await aLeaf(intermediate, publicKey), await aLeaf(intermediate, publicKey)];
  const crl = await aCrl(
    {
      issuerCertificate: intermediate.certificate,
      number: 2n ** 100n,
      revoked: [{ serialNumber: serialNumberOf(bad), revokedAt: days(-1), reason: 'keyCompromise' }],
    },
    intermediate,
  );
  expect(shown(crl, intermediate)).toMatch(
    new RegExp(`Serial Number: ${serialNumberHex(serialNumberOf(bad))}[\\s\\S]*Key Compromise`, 'i'),
  );
  const verify = (leaf: Uint8Array): string =>
    openssl(
      'verify',
      '-crl_check',
      '-attime',
      String(NOW.getTime() / 1000 + 1),
      '-CAfile',
      file(pem(root.certificate)),
      '-untrusted',
      file(pem(intermediate.certificate)),
      '-CRLfile',
      file(pemEncode('X509 CRL', crl)),
      file(pem(leaf)),
    );
  expect(verify(good)).toContain('OK');
  expect(() => verify(bad)).toThrow(/revoked|Command failed/);
});

test('unspecified is left out, as RFC 5280 5.3.1 asks', async () => {
  const crl = await aCrl({
    revoked: [{ serialNumber: Uint8Array.of(5), revokedAt: NOW, reason: 'unspecified' }],
  });
  expect(shown(crl)).not.toContain('Reason Code');
});

test('after 2049 dates are GeneralizedTime', async () => {
  const crl = await aCrl({ nextUpdate: new Date('2050-01-01T00:00:00Z') });
  expect(openssl('asn1parse', '-inform', 'DER', '-in', file(crl))).toContain(
    'GENERALIZEDTIME   :20500101000000Z',
  );
});

describe('refused', () => {
  test.each([
    ['a next update before this one', { nextUpdate: NOW }, 'crl_invalid'],
    ['a negative number', { number: -1n }, 'crl_invalid'],
    ['a number past 20 octets', { number: 1n << 159n }, 'crl_invalid'],
    ['a signer of another kind', { issuerKeyAlgorithm: 'rsa-2048' }, 'issuer_key_mismatch'],
  ] as const)('%s', async (_name, overrides, code) => {
    expect(await codeOf(() => crlToBeSigned(aCrlRequest(overrides)))).toBe(code);
  });
});
