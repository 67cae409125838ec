import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@certline/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dashboardInputs } from './dashboard-inputs.ts';

let root: TemporaryDirectory;
beforeEach(async () => {
  root = await temporaryDirectory('certline-inputs');
  await write('package-lock.json', '{}');
  await write('tsconfig.base.json', '{}');
  await write('apps/dashboard/package.json', '{ "dependencies": { "@certline/client": "*", "next": "16" } }');
  await write('apps/dashboard/src/page.tsx', 'page');
  await write('libs/client/package.json', '{ "dependencies": { "@certline/contracts": "*" } }');
  await write('libs/contracts/package.json', '{}');
  await write('libs/contracts/src/index.ts', 'contract');
});
afterEach(() => root.remove());

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root.path, path)), { recursive: true });
  await writeFile(join(root.path, path), text);
}

test.each([
  ['a page', 'apps/dashboard/src/page.tsx'],
  ['a room that it uses through another', 'libs/contracts/src/index.ts'],
  ['the lockfile', 'package-lock.json'],
  ['a new file', 'apps/dashboard/src/new.tsx'],
])('a change of %s asks for a new build', async (_, path) => {
  const before = await dashboardInputs(root.path);
  expect(await dashboardInputs(root.path)).toBe(before);
  await write(path, '{ "changed": true }');
  expect(await dashboardInputs(root.path)).not.toBe(before);
});

test.each(['apps/dashboard/.next/x.js', 'apps/dashboard/e2e/a.test.ts', 'libs/store/src/index.ts'])(
  'a change of %s does not',
  async (path) => {
    const before = await dashboardInputs(root.path);
    await write(path, 'changed');
    expect(await dashboardInputs(root.path)).toBe(before);
  },
);
