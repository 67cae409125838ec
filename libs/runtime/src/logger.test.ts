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
