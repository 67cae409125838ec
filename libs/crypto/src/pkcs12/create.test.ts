import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { aLeaf, anIntermediate, aRoot, QUICK_ALGORITHMS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl, opensslAccepts } from '../../test/openssl.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { readPrivateKey } from '../keys/read.ts';
import { createPkcs12 } from './create.ts';

const root = await aRoot();
const intermediate = await anIntermediate(root);

test.each(QUICK_ALGORITHMS)('%s: OpenSSL opens key, certificate and chain', async (algorithm) => {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const certificate = await aLeaf(intermediate, publicKey);
  const passphrase = 'Grüße 123';
  const path = file(
    await createPkcs12({
      privateKey,
      certificate,
      chain: [intermediate.certificate, root.certificate],
      passphrase,
      friendlyName: 'test.imdst.com',
    }),
  );
  const said = openssl('pkcs12', '-in', path, '-passin', `pass:${passphrase}`, '-nodes', '-info');
  expect(said).toMatch(/MAC: sha256, Iteration 100000/);
  expect(said).toMatch(/Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256/);
  expect(said).toMatch(/friendlyName: test.imdst.com/);
  const certificates = said.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  expect(certificates.map((pem) => new X509Certificate(pem).fingerprint)).toEqual(
    [certificate, intermediate.certificate, root.certificate].map(
      (der) => new X509Certificate(der).fingerprint,
    ),
  );
  const key = /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----/.exec(said)?.[0] ?? '';
  expect((await readPrivateKey(key)).privateKey).toEqual(privateKey);
  expect(opensslAccepts('pkcs12', '-in', path, '-passin', 'pass:wrong', '-noout')).toBe(false);
});

test('an empty passphrase is refused', async () => {
  const { privateKey } = await generateKeyPair('ecdsa-p256');
  const options = { privateKey, certificate: root.certificate, chain: [], passphrase: '', friendlyName: 'x' };
  expect(await codeOf(() => createPkcs12(options))).toBe('passphrase_empty');
});
