import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigurationError, readSettings } from './read-settings.ts';

test('reads, converts and defaults the named settings', () => {
  const settings = readSettings(['API_PORT', 'PUBLIC_URL', 'LEAF_KEY_ENCRYPTION_KEY'], {
    PUBLIC_URL: 'http://127.0.0.1:3000/',
    LEAF_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  expect(settings.API_PORT).toBe(8080);
  expect(settings.PUBLIC_URL).toBe('http://127.0.0.1:3000');
  expect(settings.LEAF_KEY_ENCRYPTION_KEY).toHaveLength(32);
});

test('names every fault at once and shows no value', () => {
  const environment = {
    DATABASE_URL: 'mysql://root:hunter2@host/db',
    API_PORT: 'eighty',
    KEYSTORE_KEY: 'c2hvcnQ=',
  };
  const read = () => readSettings(['DATABASE_URL', 'REDIS_URL', 'API_PORT', 'KEYSTORE_KEY'], environment);
  expect(read).toThrow(ConfigurationError);
  try {
    read();
  } catch (error) {
    const { message, faults } = error as ConfigurationError;
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'DATABASE_URL',
      'REDIS_URL',
      'API_PORT',
      'KEYSTORE_KEY',
    ]);
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('c2hvcnQ=');
  }
});

test('takes a secret from a file, but not from both', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'certline-settings-')), 'secret');
  writeFileSync(file, `${'x'.repeat(40)}\n`);
  expect(readSettings(['SESSION_SECRET'], { SESSION_SECRET_FILE: file }).SESSION_SECRET).toBe('x'.repeat(40));
  expect(() =>
    readSettings(['SESSION_SECRET'], { SESSION_SECRET_FILE: file, SESSION_SECRET: 'y'.repeat(40) }),
  ).toThrow(/not both/);
  expect(() => readSettings(['SESSION_SECRET'], { SESSION_SECRET_FILE: `${file}.gone` })).toThrow(/ENOENT/);
});
