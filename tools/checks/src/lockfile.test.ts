import { expect, test } from 'vitest';
import { z } from 'zod';
import { manifestFiles, readManifest } from './manifests.ts';
import { textOf } from './repository.ts';

const ranges = z.record(z.string(), z.string()).default({});
const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: ranges,
      devDependencies: ranges,
      version: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
    }),
  ),
});
const { packages } = lockfileSchema.parse(JSON.parse((await textOf('package-lock.json')) ?? '{}'));

test('package-lock.json was made from every package.json as it is', async () => {
  for (const file of manifestFiles) {
    const { dependencies, devDependencies } = await readManifest(file);
    const locked = packages[file.replace(/\/?package[.]json$/, '')];
    expect({ file, dependencies: locked?.dependencies, devDependencies: locked?.devDependencies }).toEqual({
      file,
      dependencies,
      devDependencies,
    });
  }
  expect(manifestFiles.length).toBeGreaterThan(10);
});

test('every package is pinned by its sum and names no host', () => {
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  expect(installed.filter(([, { resolved }]) => resolved?.includes('://'))).toEqual([]);
});
