import { describe, expect, test } from 'vitest';
import { QUICK_ALGORITHMS } from '../../test/builders.ts';
import { file, openssl } from '../../test/openssl.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { signerFromPrivateKey } from '../keys/signer.ts';
import { pemEncode } from '../pem.ts';
import { buildCsr, type CsrRequest } from './build.ts';
import { parseCsr } from './parse.ts';

const SUBJECT = {
  country: 'US',
  state: 'GuangDong',
  locality: '广州',
  organization: 'Your Company Name',
  organizationalUnit: 'imdst.com',
  commonName: 'test.imdst.com',
};
const SANS = [
  { type: 'dns', value: 'test.imdst.com' },
  { type: 'dns', value: '*.imdst.com' },
  { type: 'ip', value: '10.0.0.7' },
  { type: 'ip', value: '2001:db8::1' },
] as const;

async function aCsr(
  overrides: Partial<CsrRequest> = {},
  algorithm: (typeof QUICK_ALGORITHMS)[number] = 'ecdsa-p256',
): Promise<Uint8Array> {
  const signer = signerFromPrivateKey((await generateKeyPair(algorithm)).privateKey);
  return buildCsr({ signer, subject: SUBJECT, sans: SANS, ...overrides });
}

describe.each(QUICK_ALGORITHMS)('%s', (algorithm) => {
  test('OpenSSL verifies the request and shows all of it; our own reader finds the same', async () => {
    const csr = await aCsr({}, algorithm);
    const path = file(pemEncode('CERTIFICATE REQUEST', csr));
    const said = openssl(
      'req',
      '-in',
      path,
      '-verify',
      '-noout',
      '-text',
      '-nameopt',
      'utf8,sep_comma_plus_space',
    );
    expect(said).toMatch(/verify OK/);
    expect(said).toContain(
      'Subject: C=US, ST=GuangDong, L=广州, O=Your Company Name, OU=imdst.com, CN=test.imdst.com',
    );
    expect(said).toContain(
      'DNS:test.imdst.com, DNS:*.imdst.com, IP Address:10.0.0.7, IP Address:2001:DB8:0:0:0:0:0:1',
    );
    expect(parseCsr(csr)).toMatchObject({
      subject: SUBJECT,
      sans: SANS,
      keyAlgorithm: algorithm,
      requestedExtensions: [],
      unknownSubjectAttributes: [],
    });
  });
});

test('neither subject nor names are needed', async () => {
  const csr = await aCsr({ subject: {}, sans: [] });
  expect(openssl('req', '-inform', 'DER', '-in', file(csr), '-verify', '-noout')).toMatch(/verify OK/);
  expect(parseCsr(csr)).toMatchObject({ subject: {}, sans: [] });
});
