import { createRequire } from 'node:module';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@certline/testing';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mayImport } from './rooms.ts';

interface Configuration {
  readonly forbidden: IFlattenedRuleSet['forbidden'];
}
const configuration = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as Configuration;
const rooms = [...Object.keys(mayImport), 'tools/start'];

let tree: TemporaryDirectory;
beforeEach(async () => {
  tree = await temporaryDirectory('certline-boundaries');
  await write('package.json', '{ "name": "fixture" }');
  for (const room of rooms) await write(`${room}/src/target.ts`, 'export const target = 1;\n');
});
afterEach(() => tree.remove());

async function write(path: string, text: string): Promise<void> {
  const file = join(tree.path, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The rules that the project's configuration says are broken, as "rule: from → to". */
async function violations(): Promise<string[]> {
  const result = await cruise(['apps', 'libs', 'tools'], {
    baseDir: tree.path,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  });
  return (result.output as ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  );
}

const importOf = (target: string) =>
  `import { target } from '../../../${target}';\nexport const used = target;\n`;

function isPermitted(from: string, to: string): boolean {
  return from === to || (mayImport[from]?.includes(to) ?? true);
}

test('every import that the table does not permit is an error, and every one that it permits is not', async () => {
  const expected: string[] = [];
  for (const from of rooms) {
    for (const to of rooms.filter((room) => room !== from)) {
      const importer = `${from}/src/imports-${to.replace('/', '-')}.ts`;
      await write(importer, importOf(`${to}/src/target.ts`));
      if (!isPermitted(from, to)) expected.push(`${importer} → ${to}/src/target.ts`);
    }
  }
  const found = (await violations()).filter((line) => line.startsWith('rooms-of-'));
  expect(found.map((line) => line.replace(/^[^:]+: /, '')).sort()).toEqual(expected.sort());
  expect(expected.length).toBeGreaterThan(80);
});

test('a test may use the harness but not reach into a room that its own room may not import', async () => {
  await write('libs/domain/src/a.test.ts', importOf('tools/start/src/target.ts'));
  await write('libs/domain/src/b.test.ts', importOf('libs/store/src/target.ts'));
  expect(await violations()).toEqual([
    'rooms-of-tests-of-libs-domain: libs/domain/src/b.test.ts → libs/store/src/target.ts',
  ]);
});

test('the dashboard takes host names from libs/crypto and nothing else', async () => {
  await write('libs/crypto/src/names/index.ts', 'export const target = 1;\n');
  await write('apps/dashboard/src/good.ts', importOf('libs/crypto/src/names/index.ts'));
  await write('apps/dashboard/src/bad.ts', importOf('libs/crypto/src/target.ts'));
  expect(await violations()).toEqual([
    'rooms-of-apps-dashboard: apps/dashboard/src/bad.ts → libs/crypto/src/target.ts',
  ]);
});

test('only the worker and the tools open the keystore', async () => {
  const opens = importOf('libs/keystore/src/target.ts');
  for (const room of ['apps/api', 'apps/worker', 'tools/start', 'libs/store'])
    await write(`${room}/src/opens.ts`, opens);
  const found = (await violations()).filter((line) => line.startsWith('keystore-only-where-it-is-signed'));
  expect(found.sort()).toEqual([
    'keystore-only-where-it-is-signed: apps/api/src/opens.ts → libs/keystore/src/target.ts',
    'keystore-only-where-it-is-signed: libs/store/src/opens.ts → libs/keystore/src/target.ts',
  ]);
});

test('files that import each other are an error', async () => {
  await write('libs/domain/src/a.ts', `import { b } from './b.ts';\nexport const a = () => b;\n`);
  await write('libs/domain/src/b.ts', `import { a } from './a.ts';\nexport const b = () => a;\n`);
  expect(await violations()).toEqual(
    expect.arrayContaining([
      expect.stringContaining('no-circles: libs/domain/src/a.ts → libs/domain/src/b.ts'),
    ]),
  );
});

test('a pure room that imports a server library is an error', async () => {
  await write(
    'node_modules/express/package.json',
    '{ "name": "express", "version": "1.0.0", "main": "index.js" }',
  );
  await write('node_modules/express/index.js', 'module.exports = {};\n');
  await write('libs/domain/package.json', '{ "name": "domain", "dependencies": { "express": "1.0.0" } }');
  await write('libs/domain/src/serves.ts', `import express from 'express';\nexport default express;\n`);
  expect(await violations()).toEqual([
    'pure-rooms-know-no-servers: libs/domain/src/serves.ts → node_modules/express/index.js',
  ]);
});

test('a package that no package.json names, and an import that leads nowhere, are errors', async () => {
  await write(
    'node_modules/stray/package.json',
    '{ "name": "stray", "version": "1.0.0", "main": "index.js" }',
  );
  await write('node_modules/stray/index.js', 'module.exports = {};\n');
  await write('libs/domain/src/stray.ts', `import stray from 'stray';\nexport default stray;\n`);
  await write('libs/domain/src/nowhere.ts', `import { x } from './not-here.ts';\nexport default x;\n`);
  expect((await violations()).sort()).toEqual([
    'declared-packages-only: libs/domain/src/stray.ts → node_modules/stray/index.js',
    expect.stringMatching(/^resolvable-imports-only: libs\/domain\/src\/nowhere\.ts → /),
  ]);
});
