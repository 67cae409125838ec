import { generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../test/errors.ts';
import { fromHex } from '../der/bytes.ts';
import { bitString, integer, NULL, objectIdentifier, sequence } from '../der/writer.ts';
import { OID } from '../oids.ts';
import { generateKeyPair } from './generate.ts';
import { keyAlgorithmOf } from './public-key.ts';

const spki = { type: 'spki', format: 'der' } as const;
const pkcs8 = { type: 'pkcs8', format: 'der' } as const;
const ec = (namedCurve: string, paramEncoding: 'named' | 'explicit' = 'named'): Uint8Array =>
  generateKeyPairSync('ec', { namedCurve, paramEncoding, publicKeyEncoding: spki, privateKeyEncoding: pkcs8 })
    .publicKey;
const rsaOf = (modulus: bigint, exponent: bigint): Uint8Array =>
  sequence(
    sequence(objectIdentifier(OID.rsaEncryption), NULL),
    bitString(sequence(integer(modulus), integer(exponent))),
  );
const bits = (n: number): bigint => (1n << BigInt(n - 1)) | 1n;
const soundModulus = generatePrimeSync(1024, { bigint: true }) * generatePrimeSync(1024, { bigint: true });
const changed = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((octet, i) => (i === at ? octet ^ 1 : octet));
const p256 = (await generateKeyPair('ecdsa-p256')).publicKey;

describe('refused', () => {
  test.each([
    ['RSA with 1024 bits', rsaOf(bits(1024), 65537n), 'key_too_small'],
    ['RSA with 2047 bits', rsaOf(bits(2047), 65537n), 'key_too_small'],
    ['RSA with 2049 bits', rsaOf(bits(2049), 65537n), 'key_size_unsupported'],
    ['RSA with 8192 bits', rsaOf(bits(8192), 65537n), 'key_size_unsupported'],
    ['RSA with 16384 bits', rsaOf(bits(16384), 65537n), 'key_too_large'],
    ['RSA with exponent 1', rsaOf(bits(2048), 1n), 'key_exponent_invalid'],
    ['RSA with exponent 3', rsaOf(bits(2048), 3n), 'key_exponent_invalid'],
    ['RSA with exponent 65535', rsaOf(bits(2048), 65535n), 'key_exponent_invalid'],
    ['RSA with exponent 65536', rsaOf(bits(2048), 65536n), 'key_exponent_invalid'],
    ['RSA with exponent 65538', rsaOf(bits(2048), 65538n), 'key_exponent_invalid'],
    ['RSA with an exponent of 257 bits', rsaOf(bits(2048), bits(257)), 'key_exponent_invalid'],
    ['RSA with an even modulus', rsaOf(bits(2048) - 1n, 65537n), 'key_malformed'],
    ['RSA that anyone can factor', rsaOf(3n ** 1292n, 65537n), 'key_weak'],
    ['P-521', ec('secp521r1'), 'key_curve_unsupported'],
    ['P-224', ec('secp224r1'), 'key_curve_unsupported'],
    ['secp256k1', ec('secp256k1'), 'key_curve_unsupported'],
    ['P-256 with its parameters written out', ec('prime256v1', 'explicit'), 'key_curve_unsupported'],
    ['a point off the curve', changed(p256, p256.length - 1), 'key_point_invalid'],
    ['a compressed point', changed(p256, 26), 'key_point_invalid'],
    [
      'X25519',
      generateKeyPairSync('x25519', { publicKeyEncoding: spki, privateKeyEncoding: pkcs8 }).publicKey,
      'key_algorithm_unsupported',
    ],
    [
      'Ed448',
      generateKeyPairSync('ed448', { publicKeyEncoding: spki, privateKeyEncoding: pkcs8 }).publicKey,
      'key_algorithm_unsupported',
    ],
    [
      'a PSS-only RSA key',
      generateKeyPairSync('rsa-pss', {
        modulusLength: 2048,
        publicKeyEncoding: spki,
        privateKeyEncoding: pkcs8,
      }).publicKey,
      'key_algorithm_unsupported',
    ],
    [
      'Ed25519 of 31 octets',
      sequence(sequence(objectIdentifier(OID.ed25519)), bitString(new Uint8Array(31))),
      'key_malformed',
    ],
    ['an empty sequence', fromHex('3000'), 'der_malformed'],
    ['bytes after it', new Uint8Array([...p256, 0]), 'der_trailing_bytes'],
  ])('%s', async (_name, publicKey, code) => {
    expect(await codeOf(() => keyAlgorithmOf(publicKey))).toBe(code);
  });
});

test.each([65537n, 65539n, bits(256)])('RSA exponent %s is accepted', (exponent) => {
  expect(keyAlgorithmOf(rsaOf(soundModulus, exponent))).toBe('rsa-2048');
});
