import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ALGORITHMS } from '../../test/builders.ts';
import { file, openssl } from '../../test/openssl.ts';
import { generateKeyPair } from './generate.ts';
import { keyAlgorithmOf } from './public-key.ts';

describe.each(ALGORITHMS)('%s', (algorithm) => {
  test('OpenSSL takes the private key as sound and finds the same public key in it', async () => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm);
    const path = file(privateKey);
    expect(openssl('pkey', '-in', path, '-inform', 'DER', '-check', '-noout')).toContain('Key is valid');
    expect(
      openssl('pkey', '-in', file(publicKey), '-pubin', '-inform', 'DER', '-pubcheck', '-noout'),
    ).toContain('valid');
    expect(
      createPublicKey(
        createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }),
      ).export({ type: 'spki', format: 'der' }),
    ).toEqual(Buffer.from(publicKey));
    expect(keyAlgorithmOf(publicKey)).toBe(algorithm);
  });
});

test('EC keys have OpenSSL’s own encoding, also when the number begins with zeros', async () => {
  for (let i = 0; i < 600; i++) {
    const { privateKey } = await generateKeyPair(i % 2 === 0 ? 'ecdsa-p256' : 'ecdsa-p384');
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    expect(key.export({ type: 'pkcs8', format: 'der' }).equals(privateKey)).toBe(true);
  }
});

test('making RSA keys leaves the event loop free', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await generateKeyPair('rsa-3072');
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
});
