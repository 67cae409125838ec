import { expect, test } from 'vitest';
import { backoffMs, retryAfterSeconds } from './retry.ts';

test.each([
  [null, null],
  ['7', 7],
  ['Mon, 23 Nov 2026 16:40:10 GMT', 10],
  ['Mon, 23 Nov 2026 16:00:00 GMT', 0],
  ['soon', null],
])('Retry-After %s is %s seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, Date.parse('2026-11-23T16:40:00Z'))).toBe(seconds);
});

test('pauses double and spread', () => {
  expect(backoffMs(0, 0)).toBe(125);
  expect(backoffMs(2, 1)).toBe(1500);
});
