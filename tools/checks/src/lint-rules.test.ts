import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

import { root } from './repository.ts';

/** The rules that this text would break if it stood in that (existing) file. */
async function brokenRules(file: string, text: string): Promise<(string | null)[]> {
  const results = await new ESLint({ cwd: root }).lintText(text, { filePath: `${root}/${file}` });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId));
}

const readsTheEnvironment = `export const home = process.env['HOME'];\n`;

test('the environment is read in libs/runtime alone', async () => {
  expect(await brokenRules('libs/contracts/src/index.ts', readsTheEnvironment)).toContain(
    'no-restricted-properties',
  );
  expect(await brokenRules('libs/runtime/src/index.ts', readsTheEnvironment)).toEqual([]);
});

test('the environment is not had by importing it or by destructuring either', async () => {
  const file = 'libs/contracts/src/index.ts';
  expect(
    await brokenRules(file, `import { env } from 'node:process';\nexport const home = env['HOME'];\n`),
  ).toContain('no-restricted-imports');
  expect(await brokenRules(file, `const { env } = process;\nexport const home = env['HOME'];\n`)).toContain(
    'no-restricted-properties',
  );
});

test.each([
  ['any', 'export const x: any = 1;\n', '@typescript-eslint/no-explicit-any'],
  ['a non-null assertion', `export const x = [1].at(0)!;\n`, '@typescript-eslint/no-non-null-assertion'],
  ['a promise that nobody awaits', 'Promise.resolve();\n', '@typescript-eslint/no-floating-promises'],
  ['an ignored type error', '// @ts-ignore\nexport const x = 1;\n', '@typescript-eslint/ban-ts-comment'],
])('%s is an error', async (_, text, rule) => {
  expect(await brokenRules('libs/contracts/src/index.ts', text)).toContain(rule);
});
