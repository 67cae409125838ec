import { expect, test } from 'vitest';
import { repositoryFiles, textOf } from './repository.ts';

const files = await repositoryFiles();
const sources = files.filter(
  (file) => /[.](ts|tsx|mjs|cjs)$/.test(file) && !/\/(fixtures|golden)\//.test(file),
);

test('no source file is longer than 500 lines', async () => {
  const tooLong: string[] = [];
  for (const file of sources) {
    const lines = (await textOf(file))?.split('\n').length ?? 0;
    if (lines > 500) tooLong.push(`${file}: ${lines} lines`);
  }
  expect(sources.length).toBeGreaterThan(50);
  expect(tooLong).toEqual([]);
});

test('no rule is switched off and no test is skipped', async () => {
  // Written in two parts, so that this file does not find itself.
  const forbidden = [
    ['eslint-', 'disable'],
    ['@ts-', 'ignore'],
    ['@ts-', 'nocheck'],
    ['biome-', 'ignore'],
    ['test.', 'skip'],
    ['it.', 'skip'],
    ['describe.', 'skip'],
    ['test.', 'only'],
    ['describe.', 'only'],
    ['test.', 'todo'],
  ].map((parts) => parts.join(''));
  const found: string[] = [];
  for (const file of sources.filter((name) => !name.startsWith('tools/checks/'))) {
    const text = (await textOf(file)) ?? '';
    found.push(...forbidden.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`));
  }
  expect(found).toEqual([]);
});

test('no folder is a drawer for what has no place', () => {
  expect(files.filter((file) => /(^|\/)(shared|common|utils?|helpers?|misc)(\/|[.]ts)/.test(file))).toEqual(
    [],
  );
});
