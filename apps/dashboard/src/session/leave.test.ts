import { expect, test } from 'vitest';
import { safeNext } from './leave.ts';

test.each([
  ['/certificates?q=a', '/certificates?q=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
])('after sign-in, %s leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path);
});
