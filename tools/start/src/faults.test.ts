import { expect, test } from 'vitest';
import { sentenceFor, StartFault } from './faults.ts';

const withCode = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

test.each([
  ['a full disk', withCode('ENOSPC'), /disk that holds \/data is full; free some space/],
  [
    'Postgres on a full disk',
    new Error('could not write: No space left on device'),
    /is full; free some space/,
  ],
  ['no permission', withCode('EACCES'), /^\/data cannot be written; give yourself that right/],
  ['a read-only file system', withCode('EROFS'), /^\/data cannot be written/],
  ['a fault with a sentence of its own', new StartFault('Do this.'), /^Do this\.$/],
  ['anything else', new Error('boom'), /^Certline could not start: boom$/],
])('%s', (_, error, sentence) => {
  const said = sentenceFor(error, '/data');
  expect(said).toMatch(sentence);
  expect(said).not.toContain('\n');
});
