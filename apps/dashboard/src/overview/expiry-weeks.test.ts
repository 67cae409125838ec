import { expect, test } from 'vitest';
import { DAY } from '../time/relative.ts';
import { expiryWeeks, WEEKS } from './expiry-weeks.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const inDays = (days: number) => new Date(now + days * DAY).toISOString();

test('ends are counted by the week that they fall into', () => {
  const weeks = expiryWeeks([inDays(1), inDays(6.9), inDays(7.1), inDays(363), inDays(365), inDays(-1)], now);
  expect(weeks).toHaveLength(WEEKS);
  expect(weeks[0]).toEqual({ startMs: now, count: 2 });
  expect(weeks[1]?.count).toBe(1);
  expect(weeks[51]?.count).toBe(1);
  expect(weeks.reduce((sum, week) => sum + week.count, 0)).toBe(4);
});
