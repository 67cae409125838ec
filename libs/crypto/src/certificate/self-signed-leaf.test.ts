import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { aLeafRequest, days, NOW, QUICK_ALGORITHMS } from '../../test/builders.ts';
import { file, openssl } from '../../test/openssl.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { signerFromPrivateKey } from '../keys/signer.ts';
import { pemEncode } from '../pem.ts';
import { assembleCertificate } from './certificate.ts';
import { selfSignedLeafToBeSigned } from './self-signed-leaf.ts';

test.each(QUICK_ALGORITHMS)('%s: ten years, signed by itself, trusted when trusted', async (algorithm) => {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const toBeSigned = selfSignedLeafToBeSigned({
    ...aLeafRequest(publicKey, { notAfter: days(3650) }),
    purpose: 'tls-server',
  });
  const certificate = assembleCertificate(
    toBeSigned,
    await signerFromPrivateKey(privateKey).sign(toBeSigned),
  );
  const path = file(pemEncode('CERTIFICATE', certificate));
  const atNow = String(NOW.getTime() / 1000 + 1);
  expect(
    openssl('verify', '-attime', atNow, '-check_ss_sig', '-purpose', 'sslserver', '-CAfile', path, path),
  ).toMatch(/OK/);
  const parsed = new X509Certificate(certificate);
  expect(parsed.issuer).toBe(parsed.subject);
  expect(parsed.ca).toBe(false);
  expect(parsed.checkHost('www.imdst.com')).toBe('www.imdst.com');
  expect(parsed.validTo).toBe('Nov 20 12:00:00 2036 GMT');
});
