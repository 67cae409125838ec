import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastsADay, validityPeriod, wholeDaysLeft } from './validity.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-23T12:00:00.750Z');
const wide = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') };
const spanDays = ({ notBefore, notAfter }: { notBefore: Date; notAfter: Date }) =>
  // Both ends count (RFC 5280 4.1.2.5), so the period is a second longer than their difference.
  (notAfter.getTime() + 1000 - notBefore.getTime()) / DAY_MS;

test('lasts exactly the days asked for, in whole seconds, from a little before now', () => {
  const period = validityPeriod(now, 90, wide);
  expect(period.notBefore.toISOString()).toBe('2026-11-23T11:55:00.000Z');
  expect(period.notAfter.toISOString()).toBe('2027-02-21T11:54:59.000Z');
  expect(spanDays(period)).toBe(90);
});

test('self-signed lasts ten full years of days', () => {
  expect(spanDays(validityPeriod(now, 3650, null))).toBe(3650);
});

test('does not begin before a new issuer, nor end after an old one', () => {
  const issuer = { notBefore: new Date('2026-11-23T11:58:00Z'), notAfter: new Date('2026-12-01T00:00:00Z') };
  expect(validityPeriod(now, 90, issuer)).toEqual(issuer);
});

test.each([
  ['a whole day', '2026-11-24T11:54:59Z', true],
  ['a second less', '2026-11-24T11:54:58Z', false],
  ['an end that is past', '2020-01-01T00:00:00Z', false],
])('the issuer leaves %s', (_, notAfter, lasts) => {
  const issuer = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date(notAfter) };
  expect(lastsADay(validityPeriod(now, 90, issuer))).toBe(lasts);
});

test('what policy lets through never loses a day to the issuer’s end', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2021-01-01'), max: new Date('2039-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 825 }),
      (at, days) => {
        fc.pre(days <= wholeDaysLeft(at, wide.notAfter));
        const period = validityPeriod(at, days, wide);
        expect(spanDays(period)).toBe(days);
        expect(period.notBefore.getTime() % 1000).toBe(0);
        expect(period.notAfter.getTime()).toBeLessThanOrEqual(wide.notAfter.getTime());
      },
    ),
  );
});
