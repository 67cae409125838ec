import { expect, test } from 'vitest';
import { loginRole } from './login-role.ts';

test('a login bears the name of its database and part', () => {
  expect(loginRole('certline', 'api')).toBe('certline_api_login');
  expect(loginRole('certline', 'worker')).toBe('certline_worker_login');
});

test('names that Postgres would cut off stay apart', () => {
  const long = 'ü'.repeat(30);
  const names = [`${long}1`, `${long}2`].flatMap((database) => [
    loginRole(database, 'api'),
    loginRole(database, 'worker'),
  ]);
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
});
