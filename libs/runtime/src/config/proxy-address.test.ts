import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';

const proxies = (text?: string) =>
  readSettings(['TRUSTED_PROXIES'], text === undefined ? {} : { TRUSTED_PROXIES: text }).TRUSTED_PROXIES;

test('proxies are named by address, range or word; this machine is the default', () => {
  expect(proxies()).toEqual(['loopback']);
  expect(proxies('loopback, 10.0.0.7,172.29.240.0/24 ,fd00::/8')).toEqual([
    'loopback',
    '10.0.0.7',
    '172.29.240.0/24',
    'fd00::/8',
  ]);
});

test.each([
  'everybody',
  '10.0.0.7/33',
  '10.0.0.0/8/8',
  '10.0.0.0/',
  '0.0.0.0/0',
  'dashboard',
  '10.0.0',
  'true',
])('a fault in %s is told at start', (text) => {
  expect(() => proxies(text)).toThrow(/TRUSTED_PROXIES/);
});
