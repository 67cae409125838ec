import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './repository.ts';

async function documents(): Promise<string[]> {
  const inDocs = (await readdir(join(root, 'docs'), { recursive: true })).map((name) =>
    join(root, 'docs', name),
  );
  const inRoot = (await readdir(root)).map((name) => join(root, name));
  return [...inRoot, ...inDocs].filter((path) => path.endsWith('.md'));
}

test('every link of a document to a place in the repository leads somewhere', async () => {
  const dead: string[] = [];
  for (const path of await documents()) {
    const text = await readFile(path, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#)/.test(target)) continue;
      const [file = ''] = target.split('#');
      if (!existsSync(join(dirname(path), file))) dead.push(`${relative(root, path)}: ${target}`);
    }
  }
  expect(dead).toEqual([]);
});

test('decisions are numbered, each number once', async () => {
  const names = await readdir(join(root, 'docs/decisions'));
  const numbers = names.map((name) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]);
  expect(numbers).not.toContain(undefined);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('every folder and file that the architecture names is there', async () => {
  const text = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  const rooms = [...text.matchAll(/`((?:apps|libs|tools)\/[\w./-]*)`/g)].map((match) => match[1] ?? '');
  expect(rooms.length).toBeGreaterThan(8);
  expect(rooms.filter((room) => !existsSync(join(root, room)))).toEqual([]);
});
