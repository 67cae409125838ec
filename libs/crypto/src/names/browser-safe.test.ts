import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '..');

/** What a source file and all that it imports ask for from outside of this library. */
function outsideImports(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const source = readFileSync(path, 'utf8');
  expect(source).not.toMatch(/\b(Buffer|process)\b/);
  const specifiers = [...source.matchAll(/^(?:import|export)[^;]*? from '([^']+)';/gm)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.flatMap((specifier) =>
    specifier.startsWith('.') ? outsideImports(join(dirname(path), specifier), seen) : [specifier],
  );
}

test.each([
  ['names/index.ts', ['tldts']],
  ['pem.ts', []],
])('%s needs nothing that a browser lacks', (entry, expected) => {
  expect(outsideImports(join(SRC, entry))).toEqual(expected);
});
