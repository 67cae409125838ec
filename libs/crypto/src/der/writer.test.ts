import { describe, expect, test } from 'vitest';
import { file, openssl } from '../../test/openssl.ts';
import { fromHex, toHex } from './bytes.ts';
import { element, integer, objectIdentifier, octetString, sequence, setOf, utf8String } from './writer.ts';

describe('integers are as short as they can be', () => {
  test.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [65535, '020300ffff'],
    [1n << 64n, '0209010000000000000000'],
  ])('%s', (value, hex) => expect(toHex(integer(value))).toBe(hex));
});

test('lengths take the fewest octets', () => {
  const headOf = (length: number): string => toHex(octetString(new Uint8Array(length)).subarray(0, 6));
  expect(headOf(127)).toMatch(/^047f/);
  expect(headOf(128)).toMatch(/^048180/);
  expect(headOf(256)).toMatch(/^04820100/);
  expect(headOf(65536)).toMatch(/^0483010000/);
});

test('object identifiers are those of OpenSSL', () => {
  for (const dotted of [
    '1.2.840.113549.1.1.1',
    '2.5.29.17',
    '0.9.2342.19200300.100.1.25',
    '2.999.4294967295',
  ]) {
    expect(openssl('asn1parse', '-inform', 'DER', '-in', file(objectIdentifier(dotted)), '-dump')).toContain(
      'OBJECT',
    );
  }
  expect(toHex(objectIdentifier('2.999.3'))).toBe('0603883703');
});

test('a SET OF is in the order of its encodings', () => {
  const [a, b, c] = [integer(300), integer(2), utf8String('a')];
  expect(setOf(a, c, b)).toEqual(element(0x31, b, a, c));
});

test('OpenSSL reads the same structure', () => {
  const der = sequence(integer(5), sequence(utf8String('Œuvre')), octetString(fromHex('00ff')));
  const text = openssl('asn1parse', '-inform', 'DER', '-in', file(der));
  expect(text).toMatch(/INTEGER\s+:05[\s\S]*UTF8STRING[\s\S]*OCTET STRING\s+\[HEX DUMP\]:00FF/);
});

test('text is UTF-8 at any length', () => {
  for (const text of ['', 'a', 'ä', 'a'.repeat(127), 'a'.repeat(128), `${'a'.repeat(127)}ä`, '𝒪']) {
    expect(utf8String(text)).toEqual(element(0x0c, new TextEncoder().encode(text)));
  }
});
