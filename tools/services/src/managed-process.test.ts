import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { startProcess } from './managed-process.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

const folders: TemporaryDirectory[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

const module = fileURLToPath(new URL('managed-process.ts', import.meta.url));

/** A Node process that starts a `sleep` through this module and prints its process id. */
async function parentOfSleep(then: string): Promise<{ parent: ChildProcess; sleepPid: number }> {
  const script = `
    import { startProcess } from ${JSON.stringify(module)};
    const child = await startProcess({ name: 'sleep', command: '/bin/sleep', args: ['600'], env: {} });
    process.stdout.write(String(child.pid) + '\\n');
    ${then}
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const sleepPid = await new Promise<number>((resolve) => {
    parent.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
  });
  return { parent, sleepPid };
}

async function untilGone(pid: number): Promise<void> {
  while (await isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A zombie that nobody has collected yet is not alive. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

test('a process ends with its parent, also when that is killed outright', async () => {
  const { parent, sleepPid } = await parentOfSleep('setInterval(() => {}, 1000);');
  expect(await isAlive(sleepPid)).toBe(true);
  parent.kill('SIGKILL');
  await untilGone(sleepPid);
});

test('a process ends with its parent when that throws', async () => {
  const { sleepPid } = await parentOfSleep('process.exit(3);');
  await untilGone(sleepPid);
});

test('a process has the environment that it was given and nothing of this one', async () => {
  const child = await startProcess({
    name: 'sleep',
    command: '/bin/sleep',
    args: ['600'],
    env: { ONLY: 'this' },
  });
  // The environment is the new program's once /proc names it.
  while (!(await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).startsWith('/bin/sleep')) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await readFile(`/proc/${child.pid}/environ`, 'utf8')).toBe('ONLY=this\0');
  await child.stop();
  expect(child.isRunning()).toBe(false);
});

test('a process that ignores the polite signal is killed after the grace time', async () => {
  const child = await startProcess({
    name: 'stubborn',
    command: '/bin/sh',
    args: ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'],
    env: { PATH: '/usr/bin:/bin' },
  });
  while (!child.output().includes('ready')) await new Promise((resolve) => setTimeout(resolve, 5));
  await child.stop('SIGTERM', 200);
  expect((await child.exited).signal).toBe('SIGKILL');
});

test('what a process started itself ends with it', async () => {
  const child = await startProcess({
    name: 'shell',
    command: '/bin/sh',
    args: ['-c', 'sleep 600 & echo $!; wait'],
    env: { PATH: '/usr/bin:/bin' },
  });
  while (!child.output().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 5));
  await child.stop();
  await untilGone(Number(child.output()));
});

test('a log file is appended to and readable by its owner alone', async () => {
  const folder = await temporaryDirectory();
  folders.push(folder);
  const logFile = join(folder.path, 'part.log');
  for (const word of ['one', 'two']) {
    const child = await startProcess({ name: 'echo', command: '/bin/echo', args: [word], env: {}, logFile });
    await child.exited;
  }
  expect(await readFile(logFile, 'utf8')).toBe('one\ntwo\n');
});

test('a program that does not exist is said by name', async () => {
  const child = startProcess({ name: 'The missing part', command: '/does/not/exist', args: [], env: {} });
  // With setpriv the failure is its exit code, without it the spawn itself fails.
  if (existsSync('/usr/bin/setpriv')) expect((await (await child).exited).code).toBe(127);
  else await expect(child).rejects.toThrow(/The missing part could not be started/);
});
