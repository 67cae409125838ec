import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandOrThrow } from '@certline/testing';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Every file that git knows or would take in (nothing ignored), relative to the root. */
export async function repositoryFiles(): Promise<string[]> {
  const { stdout } = await runCommandOrThrow(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
    },
  );
  return [...new Set(stdout.split('\0'))].filter((file) => file !== '');
}

/** The text of a file, or undefined when it has been deleted but git still lists it. */
export async function textOf(file: string): Promise<string | undefined> {
  return readFile(join(root, file), 'utf8').catch(() => undefined);
}
