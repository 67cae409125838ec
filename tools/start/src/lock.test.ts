import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@certline/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

const lockModule = new URL('lock.ts', import.meta.url).href;
// Says what came of it and lives on until its input ends, as a start does that holds the lock.
const script = `
  import { lockHome } from ${JSON.stringify(lockModule)};
  const home = { lockFile: process.argv.at(-1), devFile: '/nowhere/dev.json', folder: '/data' };
  const unlock = await lockHome(home).catch((error) => console.log(error.message));
  if (unlock) {
    console.log('taken');
    process.stdin.resume().once('end', () => void unlock());
  }
`;

let folder: TemporaryDirectory;
let lockFile: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await temporaryDirectory('certline-lock');
  lockFile = join(folder.path, 'lock');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await folder.remove();
});

/** A process that looks like a local start, and the first line that it says. */
async function start(): Promise<{ said: string; end: () => Promise<unknown> }> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, 'tools/start/src/main.ts', lockFile],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  children.push(child);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => {
      resolve(data.toString().trim());
    }),
  );
  return {
    said,
    end: () => {
      child.stdin.end();
      return exited;
    },
  };
}

test.each([
  ['no lock', null],
  ['the lock of a process that is gone', '999999999'],
  ['an empty lock', ''],
  // A process that lives and is no local start: this one.
  ['the lock of a process whose id is used again', String(process.pid)],
])('of several starts that meet %s one takes it', async (_, left) => {
  if (left !== null) await writeFile(lockFile, left);
  const starts = await Promise.all(Array.from({ length: 6 }, () => start()));
  expect(starts.filter(({ said }) => said === 'taken')).toHaveLength(1);
  for (const { said } of starts) expect(said).toMatch(/^taken$|^Certline already runs and is just starting/);
  expect(Number(await readFile(lockFile, 'utf8'))).toBeGreaterThan(0);
  expect(await readdir(folder.path)).toEqual(['lock']);

  await starts.find(({ said }) => said === 'taken')?.end();
  expect(await readdir(folder.path)).toEqual([]);
});
