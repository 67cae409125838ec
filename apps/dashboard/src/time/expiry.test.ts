import { expect, test } from 'vitest';
import { expiryOf } from './expiry.ts';
import { DAY } from './relative.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const at = (days: number) => new Date(now + days * DAY).toISOString();

test.each([
  [-10, 80, 'Expires in 80 days', 'calm'],
  [-70, 20, 'Expires in 20 days', 'warn'],
  [-85, 5, 'Expires in 5 days', 'bad'],
  [-90, -3, 'Expired 3 days ago', 'bad'],
  [0, 7, 'Expires in 7 days', 'calm'],
  [-5, 2, 'Expires in 2 days', 'warn'],
])('from day %s to day %s: %s, %s', (from, to, words, tone) => {
  expect(expiryOf(at(from), at(to), now)).toMatchObject({ words, tone });
});
