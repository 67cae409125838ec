import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { QUICK_ALGORITHMS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { file, openssl } from '../../test/openssl.ts';
import { integer, NULL, objectIdentifier, octetString, sequence } from '../der/writer.ts';
import { pemEncode } from '../pem.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import { generateKeyPair, type KeyPair } from './generate.ts';
import { readPrivateKey } from './read.ts';

const keys = new Map<KeyAlgorithm, KeyPair>();
beforeAll(async () => {
  for (const algorithm of QUICK_ALGORITHMS) keys.set(algorithm, await generateKeyPair(algorithm));
});

/** OpenSSL's rewriting of a key, as a file's content. */
function rewritten(algorithm: KeyAlgorithm, ...args: readonly string[]): Buffer {
  const out = file('');
  openssl('pkey', '-inform', 'DER', '-in', file(keys.get(algorithm)!.privateKey), '-out', out, ...args);
  return readFileSync(out);
}
function topk8(algorithm: KeyAlgorithm, ...args: readonly string[]): string {
  return openssl(
    'pkcs8',
    '-topk8',
    '-inform',
    'DER',
    '-in',
    file(keys.get(algorithm)!.privateKey),
    '-passout',
    'pass:secret',
    ...args,
  );
}

describe.each(QUICK_ALGORITHMS)('%s', (algorithm) => {
  const same = async (input: string | Uint8Array, passphrase?: string): Promise<void> => {
    const read = await readPrivateKey(input, passphrase);
    expect(read.algorithm).toBe(algorithm);
    expect(read.publicKey).toEqual(keys.get(algorithm)!.publicKey);
    expect(read.privateKey).toEqual(keys.get(algorithm)!.privateKey);
  };

  test('PKCS#8, PEM and DER', async () => {
    await same(rewritten(algorithm).toString());
    await same(rewritten(algorithm, '-outform', 'DER'));
  });

  test('encrypted PKCS#8 of OpenSSL, with AES and 3DES', async () => {
    await same(rewritten(algorithm, '-aes256', '-passout', 'pass:secret').toString(), 'secret');
    await same(topk8(algorithm, '-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512'), 'secret');
    await same(topk8(algorithm, '-v2', 'des3', '-v2prf', 'hmacWithSHA1'), 'secret');
  });

  test('encrypted PKCS#8 of the schemes before PBES2', async () => {
    await same(topk8(algorithm, '-v1', 'PBE-SHA1-3DES'), 'secret');
    await same(
      topk8(algorithm, '-v1', 'PBE-SHA1-RC2-40', '-provider', 'legacy', '-provider', 'default'),
      'secret',
    );
  });

  test('a wrong and a missing passphrase are told apart', async () => {
    for (const pem of [topk8(algorithm), topk8(algorithm, '-v1', 'PBE-SHA1-3DES')]) {
      expect(await codeOf(() => readPrivateKey(pem, 'wrong'))).toBe('key_passphrase_wrong');
      expect(await codeOf(() => readPrivateKey(pem))).toBe('key_passphrase_required');
    }
  });
});

test('PKCS#1 and SEC 1, plain, in DER, and with the old PEM encryption', async () => {
  for (const [algorithm, tool] of [
    ['rsa-2048', 'rsa'],
    ['ecdsa-p256', 'ec'],
  ] as const) {
    const path = file(keys.get(algorithm)!.privateKey);
    const traditional = tool === 'rsa' ? ['-traditional'] : [];
    const convert = (...args: string[]): Buffer => {
      const out = file('');
      openssl(tool, '-inform', 'DER', '-in', path, '-out', out, ...traditional, ...args);
      return readFileSync(out);
    };
    const { publicKey } = keys.get(algorithm)!;
    expect(convert().toString()).toMatch(/BEGIN (RSA|EC) PRIVATE KEY/);
    expect((await readPrivateKey(convert().toString())).publicKey).toEqual(publicKey);
    expect((await readPrivateKey(convert('-outform', 'DER'))).publicKey).toEqual(publicKey);
    const old = convert('-aes128', '-passout', 'pass:secret').toString();
    expect(old).toContain('Proc-Type: 4,ENCRYPTED');
    expect((await readPrivateKey(old, 'secret')).publicKey).toEqual(publicKey);
    expect(await codeOf(() => readPrivateKey(old, 'wrong'))).toBe('key_passphrase_wrong');
    expect(await codeOf(() => readPrivateKey(old))).toBe('key_passphrase_required');
  }
});

test('the parameters block that `openssl ecparam -genkey` writes first is passed over', async () => {
  const pem = openssl('ecparam', '-name', 'prime256v1', '-genkey');
  expect(pem).toContain('EC PARAMETERS');
  expect((await readPrivateKey(pem)).algorithm).toBe('ecdsa-p256');
});

describe('refused', () => {
  const encrypted = (iterations: number): Uint8Array =>
    sequence(
      sequence(
        objectIdentifier('1.2.840.113549.1.5.13'),
        sequence(
          sequence(
            objectIdentifier('1.2.840.113549.1.5.12'),
            sequence(
              octetString(new Uint8Array(8)),
              integer(iterations),
              sequence(objectIdentifier('1.2.840.113549.2.9'), NULL),
            ),
          ),
          sequence(objectIdentifier('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(16))),
        ),
      ),
      octetString(new Uint8Array(32)),
    );

  test('more rounds than any honest file has', async () => {
    expect(await codeOf(() => readPrivateKey(encrypted(2_000_000_000), 'x'))).toBe(
      'key_encryption_unsupported',
    );
  });

  test('scrypt, with a sentence that says how to convert', async () => {
    const pem = topk8('ecdsa-p256', '-scrypt');
    expect(await codeOf(() => readPrivateKey(pem, 'secret'))).toBe('key_encryption_unsupported');
  });

  test('bytes after the key, two keys, a certificate, an unknown curve, noise', async () => {
    const { privateKey } = keys.get('ecdsa-p256')!;
    const pem = pemEncode('PRIVATE KEY', privateKey);
    expect(await codeOf(() => readPrivateKey(new Uint8Array([...privateKey, 0])))).toBe('der_trailing_bytes');
    expect(await codeOf(() => readPrivateKey(pem + pem))).toBe('pem_label_unexpected');
    expect(await codeOf(() => readPrivateKey(pemEncode('CERTIFICATE', privateKey)))).toBe(
      'pem_label_unexpected',
    );
    expect(await codeOf(() => readPrivateKey(openssl('ecparam', '-name', 'secp256k1', '-genkey')))).toBe(
      'key_curve_unsupported',
    );
    expect(await codeOf(() => readPrivateKey(openssl('genrsa', '1024')))).toBe('key_too_small');
    expect(await codeOf(() => readPrivateKey('hello'))).toBe('pem_label_unexpected');
    expect(await codeOf(() => readPrivateKey(sequence(integer(0))))).toBe('key_malformed');
  });
});
