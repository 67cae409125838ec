import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function capture(): { lines: string[]; write: (line: string) => void } {
  const lines: string[] = [];
  return { lines, write: (line) => lines.push(line) };
}

test('no private key, token or password reaches a line, wherever it stands', () => {
  const sink = capture();
  const logger = createLogger('test', 'info', sink);
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  logger.info({ password: 'hunter2', nested: { passphrase: 'correct horse' } }, 'fields');
  logger.error({ err: new Error(`could not parse ${pem}`) }, `in the message too: ${pem}`);
  logger.warn({ url: 'postgres://certline:s3cret@127.0.0.1:5432/x' }, 'key clk_abcdefghijklmnop was used');
  const text = sink.lines.join('');
  expect(sink.lines).toHaveLength(3);
  for (const secret of ['hunter2', 'correct horse', pem.split('\n')[1]!, 's3cret', 'abcdefghijklmnop'])
    expect(text).not.toContain(secret);
  for (const line of sink.lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
});

test('what a library hangs on its errors stays out, and so does a password without a name in a URL', () => {
  const sink = capture();
  const logger = createLogger('test', 'info', sink);
  // As ioredis does when Redis refuses the password.
  const refused = Object.assign(new Error('WRONGPASS invalid username-password pair'), {
    code: 'WRONGPASS',
    command: { name: 'hello', args: ['3', 'AUTH', 'default', 'redis-pass-1'] },
  });
  logger.warn({ err: refused }, 'Redis is away');
  logger.warn(
    { err: new Error('outer', { cause: refused }) },
    'cannot use redis://:redis-pass-2@127.0.0.1:6379',
  );
  const text = sink.lines.join('');
  expect(text).toContain('WRONGPASS invalid username-password pair');
  expect(text).toContain('"code":"WRONGPASS"');
  expect(text).not.toMatch(/redis-pass-[12]/);
});
