import { checkPrimeSync, generatePrimeSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex } from '../der/bytes.ts';
import { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';
import { generateKeyPair } from './generate.ts';
import { subjectPublicKeyBits } from './public-key.ts';
import { rsaWeakness } from './weak-rsa.ts';

const octets = (n: bigint): Uint8Array => {
  const hex = n.toString(16);
  return fromHex(hex.length % 2 === 0 ? hex : `0${hex}`);
};
const aPrime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });
const nextPrime = (after: bigint): bigint => {
  let candidate = after + 2n;
  while (!checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
};

describe('refused', () => {
  test('neighbouring primes', () => {
    const p = aPrime(1024);
    expect(rsaWeakness(octets(p * nextPrime(p)))).toMatch(/close/);
    expect(rsaWeakness(octets(p * p))).toMatch(/close/);
  });

  test('a small factor', () => {
    expect(rsaWeakness(octets(aPrime(2040) * 751n))).toMatch(/small factor/);
    expect(rsaWeakness(octets(aPrime(2046) * 3n))).toMatch(/small factor/);
  });

  test('a modulus of the shape that ROCA leaves', () => {
    const primes = Array.from({ length: 400 }, (_, i) => BigInt(i + 2)).filter(
      (n) => checkPrimeSync(n) && n <= 353n,
    );
    const primorial = primes.reduce((product, prime) => product * prime, 1n);
    const aRocaPrime = (exponent: number): bigint => {
      let residue = 1n;
      for (let i = 0; i < exponent; i++) residue = (residue * 65537n) % primorial;
      let k = aPrime(1024) / primorial;
      while (!checkPrimeSync(k * primorial + residue)) k++;
      return k * primorial + residue;
    };
    expect(rsaWeakness(octets(aRocaPrime(1234) * aRocaPrime(777)))).toMatch(/ROCA/);
  });
});

test('real keys pass', async () => {
  for (let i = 0; i < 8; i++) {
    const bits = subjectPublicKeyBits((await generateKeyPair('rsa-2048')).publicKey);
    expect(rsaWeakness(DerReader.only(bits, TAG.sequence).readInteger())).toBeUndefined();
  }
});
