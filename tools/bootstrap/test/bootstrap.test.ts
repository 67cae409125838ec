import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CommandResult,
  runCommand,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@certline/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

// A repository of its own with nothing to install, and a command that says how it was called.
let repository: TemporaryDirectory;
let programs: string;
const here = fileURLToPath(new URL('..', import.meta.url));

beforeEach(async () => {
  repository = await temporaryDirectory('certline-bootstrap');
  programs = join(repository.path, 'machine');
  await cp(join(here, 'bootstrap.mjs'), join(repository.path, 'tools/bootstrap/bootstrap.mjs'));
  await cp(join(here, 'src'), join(repository.path, 'tools/bootstrap/src'), { recursive: true });
  await write('package.json', '{ "name": "fixture", "version": "1.0.0" }');
  await write('node_modules/.keep', '');
  await lockfile('1.0.0');
  await write(
    'tools/start/src/main.ts',
    "console.log('called with', process.argv.slice(2).join(' ')); process.exit(7);",
  );
  await mkdir(programs);
  for (const name of ['node', 'npm', 'sh', 'env']) await symlink(await pathOf(name), join(programs, name));
  await program('redis-server', 'exit 0');
});
afterEach(() => repository.remove());

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(repository.path, path)), { recursive: true });
  await writeFile(join(repository.path, path), text);
}

const lockfile = (version: string) =>
  write(
    'package-lock.json',
    JSON.stringify({
      name: 'fixture',
      version,
      lockfileVersion: 3,
      requires: true,
      packages: { '': { name: 'fixture', version } },
    }),
  );

/** A program of the machine that the bootstrap sees. */
async function program(name: string, script: string): Promise<void> {
  await writeFile(join(programs, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(programs, name), 0o755);
}

async function pathOf(name: string): Promise<string> {
  if (name === 'node') return process.execPath;
  return (await runCommand('sh', ['-c', `command -v ${name}`])).stdout.trim();
}

const environment = () => ({
  PATH: programs,
  HOME: repository.path,
  npm_config_cache: join(repository.path, 'cache'),
});
const bootstrap = (...args: string[]): Promise<CommandResult> =>
  runCommand(process.execPath, [join(repository.path, 'tools/bootstrap/bootstrap.mjs'), ...args], {
    env: environment(),
  });

test('installs once, says so, and hands over with arguments and exit code', async () => {
  const first = await bootstrap('start', '--some', 'thing');
  expect(first.stderr).toMatch(
    /^Installing the npm packages of package-lock\.json …\n {2}done in [\d.]+ s\n$/,
  );
  expect(first.stdout).toBe('called with --some thing\n');
  expect(first.exitCode).toBe(7);

  const second = await bootstrap('start');
  expect(second.stderr).toBe('');
  expect(second.exitCode).toBe(7);
});

test('installs again when the lockfile has changed, and leaves the lockfile as it is', async () => {
  await bootstrap('start');
  await lockfile('1.0.1');
  const before = await readFile(join(repository.path, 'package-lock.json'), 'utf8');
  expect((await bootstrap('start')).stderr).toContain('Installing');
  expect(await readFile(join(repository.path, 'package-lock.json'), 'utf8')).toBe(before);
});

test('a failed installation is a sentence with what npm said, and is tried again the next time', async () => {
  const lock = {
    name: 'fixture',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'fixture', version: '1.0.0', dependencies: { nowhere: 'file:./not-here' } } },
  };
  await write(
    'package.json',
    '{ "name": "fixture", "version": "1.0.0", "dependencies": { "nowhere": "file:./not-here.tgz" } }',
  );
  await write('package-lock.json', JSON.stringify(lock));
  for (const attempt of [1, 2]) {
    const { exitCode, stderr, stdout } = await bootstrap('start');
    expect({ attempt, exitCode, stdout }).toEqual({ attempt, exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/npm could not install the packages; see below, and try again\.\nnpm error/);
  }
});

test('without redis-server and apt it says what to install', async () => {
  await program('redis-server', '');
  await runCommand('rm', [join(programs, 'redis-server')]);
  const { exitCode, stderr, stdout } = await bootstrap('start');
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n').at(-1)).toBe(
    "Missing: redis-server; install them with your system's package manager and try again.",
  );
});

test('when apt cannot install what is missing it says the exact command', async () => {
  await runCommand('rm', [join(programs, 'redis-server')]);
  await program('apt-get', 'case "$1" in --version) exit 0;; *) echo "E: no network" >&2; exit 100;; esac');
  const { exitCode, stderr } = await bootstrap('start');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    'run "sudo apt-get update && sudo apt-get install -y redis-server" and try again.',
  );
});

test('an unknown command names the ones that there are', async () => {
  const { exitCode, stderr } = await bootstrap('stat');
  expect(exitCode).toBe(1);
  expect(stderr).toBe('Say which of start, test, bench to run.\n');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s reaches the command, whose exit code counts',
  async (signal) => {
    await write(
      'tools/start/src/main.ts',
      "process.on('SIGINT', () => process.exit(42)).on('SIGTERM', () => process.exit(43)); setInterval(() => {}, 1000); console.log('up');",
    );
    const child = spawn(process.execPath, [join(repository.path, 'tools/bootstrap/bootstrap.mjs'), 'start'], {
      env: environment(),
    });
    child.stdout.once('data', () => child.kill(signal));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(signal === 'SIGINT' ? 42 : 43);
  },
);
