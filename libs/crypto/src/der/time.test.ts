import { describe, expect, test } from 'vitest';
import { codeOf } from '../../test/errors.ts';
import { DerReader } from './reader.ts';
import { TAG } from './tags.ts';
import { encodeTime, readTime } from './time.ts';
import { asciiString } from './writer.ts';

describe('the two forms of a date', () => {
  test.each([
    ['1950-01-01T00:00:00Z', '500101000000Z'],
    ['1999-12-31T23:59:59Z', '991231235959Z'],
    ['2026-11-23T08:05:09Z', '261123080509Z'],
    ['2049-12-31T23:59:59Z', '491231235959Z'],
    ['2050-01-01T00:00:00Z', '20500101000000Z'],
    ['9999-12-31T23:59:59Z', '99991231235959Z'],
  ])('%s', (iso, text) => {
    const date = new Date(iso);
    const encoded = encodeTime(date);
    expect(encoded).toEqual(asciiString(text.length === 13 ? TAG.utcTime : TAG.generalizedTime, text));
    expect(readTime(new DerReader(encoded))).toBe(date.getTime());
  });
});

test.each(['1949-12-31T23:59:59Z', '+010000-01-01T00:00:00Z', 'never'])(
  '%s cannot be stated',
  async (iso) => {
    expect(await codeOf(() => encodeTime(new Date(iso)))).toBe('validity_invalid');
  },
);

test.each([
  [TAG.utcTime, '261123080509'],
  [TAG.utcTime, '2611230805Z'],
  [TAG.utcTime, '261123080509+0100'],
  [TAG.utcTime, '261301000000Z'],
  [TAG.utcTime, '260230000000Z'],
  [TAG.utcTime, '261123240000Z'],
  [TAG.utcTime, '26112308050 Z'],
  [TAG.generalizedTime, '20500101000000.5Z'],
  [TAG.generalizedTime, '00010101000000Z'],
])('tag %s %s is refused', async (tag, text) => {
  expect(await codeOf(() => readTime(new DerReader(asciiString(tag, text))))).toBe('der_malformed');
});
