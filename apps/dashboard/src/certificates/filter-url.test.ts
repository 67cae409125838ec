import { expect, test } from 'vitest';
import { EVERYTHING, filterOf, searchOf, viewOf } from './filter-url.ts';

const noon = Date.parse('2026-11-23T12:10:00.000Z');

test('a view survives the way through the address', () => {
  const view = {
    q: 'imdst.com',
    status: 'failed',
    authority: 'dev',
    label: 'env:prod',
    expiresWithinDays: 30,
  } as const;
  expect(viewOf(new URLSearchParams(searchOf(view)))).toEqual(view);
  expect(searchOf(EVERYTHING)).toBe('');
});

test('what is not understood counts as not said', () => {
  expect(viewOf(new URLSearchParams('status=lost&expires=soon'))).toEqual(EVERYTHING);
});

test('days become a moment that stays the same within the hour', () => {
  expect(filterOf({ ...EVERYTHING, expiresWithinDays: 7 }, noon)).toEqual({
    expiresBefore: '2026-11-30T13:00:00.000Z',
  });
  expect(filterOf({ ...EVERYTHING, q: ' a.example ' }, noon)).toEqual({ q: 'a.example' });
});
