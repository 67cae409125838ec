import { expect, test } from 'vitest';
import { QUICK_ALGORITHMS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl, opensslAccepts } from '../../test/openssl.ts';
import { encryptPrivateKey, encryptPrivateKeyPem } from './encrypt.ts';
import { generateKeyPair } from './generate.ts';
import { readPrivateKey } from './read.ts';

const passphrase = 'Grüße & "quotes"';

test.each(QUICK_ALGORITHMS)(
  '%s: OpenSSL opens what was encrypted, with the passphrase only',
  async (algorithm) => {
    const keyPair = await generateKeyPair(algorithm);
    const path = file(await encryptPrivateKeyPem(keyPair.privateKey, passphrase));
    const tools = algorithm.startsWith('rsa') ? ['pkey', 'rsa'] : ['pkey'];
    for (const tool of tools) {
      expect(openssl(tool, '-in', path, '-passin', `pass:${passphrase}`)).toContain('BEGIN PRIVATE KEY');
      expect(opensslAccepts(tool, '-in', path, '-passin', 'pass:wrong', '-noout')).toBe(false);
    }
  },
);

test('the scheme is PBES2 with AES-256-CBC and 600,000 rounds of HMAC-SHA-256', async () => {
  const { privateKey } = await generateKeyPair('ecdsa-p256');
  const structure = openssl(
    'asn1parse',
    '-inform',
    'DER',
    '-in',
    file(await encryptPrivateKey(privateKey, passphrase)),
  );
  expect(structure).toMatch(
    /PBES2[\s\S]*PBKDF2[\s\S]*INTEGER\s+:0927C0[\s\S]*hmacWithSHA256[\s\S]*aes-256-cbc/,
  );
});

test('the same key and passphrase never look the same', async () => {
  const { privateKey } = await generateKeyPair('ecdsa-p256');
  expect(await encryptPrivateKey(privateKey, passphrase)).not.toEqual(
    await encryptPrivateKey(privateKey, passphrase),
  );
});

test('with given randomness the result can be repeated, and opens', async () => {
  const { privateKey } = await generateKeyPair('ecdsa-p256');
  const options = { random: (octets: number) => new Uint8Array(octets).fill(7), iterations: 600_001 };
  const encrypted = await encryptPrivateKey(privateKey, passphrase, options);
  expect(await encryptPrivateKey(privateKey, passphrase, options)).toEqual(encrypted);
  expect((await readPrivateKey(encrypted, passphrase)).privateKey).toEqual(privateKey);
});

test('weak wishes are refused', async () => {
  const { privateKey } = await generateKeyPair('ecdsa-p256');
  expect(await codeOf(() => encryptPrivateKey(privateKey, ''))).toBe('passphrase_empty');
  expect(await codeOf(() => encryptPrivateKey(privateKey, 'x', { iterations: 2048 }))).toBe(
    'key_encryption_unsupported',
  );
});
