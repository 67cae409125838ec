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

test('the architecture names rooms and files that are there', async () => {
  const text = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  const rows = text.split('\n').filter((line) => /^\|.*`(apps|libs|tools)\//.test(line));
  expect(rows.length).toBeGreaterThan(10);
  const missing: string[] = [];
  for (const row of rows) {
    const [, , roomsCell = '', readingCell = ''] = row.split('|');
    const rooms = quoted(roomsCell);
    const files = await Promise.all(
      rooms.map((room) => readdir(join(root, room), { recursive: true }).catch(() => [])),
    );
    const paths = files.flat().filter((path) => !path.includes('node_modules'));
    missing.push(...rooms.filter((room) => !existsSync(join(root, room))));
    for (const name of quoted(readingCell)) {
      const wanted = name.replace(/\/$/, '');
      if (!paths.some((path) => path === wanted || path.endsWith(`/${wanted}`)))
        missing.push(`${rooms.join(', ')}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
