import { expect, test } from 'vitest';
import { manifestFiles, readManifest } from './manifests.ts';
import { textOf } from './repository.ts';

test('docs/dependencies.md has one line with a reason for each package that is used, and no other', async () => {
  const used = new Set<string>();
  for (const file of manifestFiles) {
    const { dependencies, devDependencies, optionalDependencies } = await readManifest(file);
    for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      if (!name.startsWith('@certline/')) used.add(name);
    }
  }
  const text = (await textOf('docs/dependencies.md')) ?? '';
  const lines = [...text.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
  expect(lines.map(([, name]) => name).sort()).toEqual([...used].sort());
  expect(lines.filter(([, , reason]) => (reason ?? '').length < 8)).toEqual([]);
});

test('what runs in production is pinned to the version that was tested', async () => {
  const loose: string[] = [];
  for (const file of manifestFiles) {
    const { dependencies } = await readManifest(file);
    for (const [name, range] of Object.entries(dependencies)) {
      if (!name.startsWith('@certline/') && !/^\d/.test(range)) loose.push(`${file}: ${name} ${range}`);
    }
  }
  expect(loose).toEqual([]);
});
