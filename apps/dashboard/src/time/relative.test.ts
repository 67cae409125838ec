import { expect, test } from 'vitest';
import { calendarDay, duration, exactTime, relativeTime } from './relative.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');

test.each([
  ['2026-11-23T11:59:57.000Z', 'just now'],
  ['2026-11-23T11:59:30.000Z', '30 seconds ago'],
  ['2026-11-23T11:55:00.000Z', '5 minutes ago'],
  ['2026-11-23T15:00:00.000Z', 'in 3 hours'],
  ['2026-11-22T10:00:00.000Z', '26 hours ago'],
  ['2026-12-05T13:00:00.000Z', 'in 12 days'],
  ['2027-11-23T12:00:00.000Z', 'in 365 days'],
  ['2036-11-23T12:00:00.000Z', 'in 10 years'],
])('%s is %s', (iso, words) => {
  expect(relativeTime(iso, now)).toBe(words);
});

test('exact times are in UTC', () => {
  expect(exactTime('2026-11-23T16:40:12.345Z')).toBe('23 Nov 2026, 16:40:12 UTC');
  expect(calendarDay('2026-11-23T23:59:59.000Z')).toBe('23 Nov 2026');
});

test.each([
  [0, '<1 ms'],
  [12.4, '12 ms'],
  [1400, '1.4 s'],
  [180_000, '3 min'],
  [7_200_000, '2 h'],
  [3 * 86_400_000, '3 days'],
])('%s ms reads %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
