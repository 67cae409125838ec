import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Home } from './home.ts';
import { StartFault } from './faults.ts';
import { readJson } from './private-file.ts';

/**
 * Takes the data folder for this process; two at once would fight over one database.
 * @returns the function that gives it back.
 * @throws StartFault saying where Certline already runs.
 */
export async function lockHome(home: Home): Promise<() => Promise<void>> {
  // Written aside and linked, so that nobody ever reads a lock that has no process id yet.
  const own = `${home.lockFile}.${process.pid}`;
  await writeFile(own, String(process.pid), { mode: 0o600 });
  try {
    for (;;) {
      if (await takeName(own, home.lockFile)) return () => rm(home.lockFile, { force: true });
      const pid = await holderOf(home.lockFile);
      if (pid === undefined) continue;
      if (await isLocalStart(pid)) throw new StartFault(await alreadyRuns(home, pid));
      await removeStale(home.lockFile, own);
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** Gives the file a second name, if that is free: of several at once one succeeds. */
async function takeName(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes away the lock of a start that is gone. Under a lock of its own, and only after another look: two that found the
 * same dead holder must not take away what one of them has taken anew.
 */
async function removeStale(lockFile: string, own: string): Promise<void> {
  const turn = `${lockFile}.turn`;
  if (!(await takeName(own, turn))) {
    // The other needs a moment, unless it was killed in it.
    if (await isLocalStart((await holderOf(turn)) ?? 0)) await setTimeout(5);
    else await rm(turn, { force: true });
    return;
  }
  try {
    const pid = await holderOf(lockFile);
    if (pid !== undefined && !(await isLocalStart(pid))) await rm(lockFile, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

/** The process id in a lock, 0 when it has none; undefined when there is no lock. */
async function holderOf(lock: string): Promise<number | undefined> {
  try {
    return Number(await readFile(lock, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A lock outlives a killed process, and process ids are used again: only a living start counts. */
async function isLocalStart(pid: number): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return pid !== process.pid && commandLine.includes('tools/start/src/main.ts');
}

async function alreadyRuns(home: Home, pid: number): Promise<string> {
  const dev = await readJson(home.devFile).catch(() => undefined);
  const where =
    typeof dev === 'object' && dev !== null && 'dashboard' in dev
      ? `at ${String(dev.dashboard)}`
      : 'and is just starting';
  return `Certline already runs ${where} (process ${pid}, data in ${home.folder}); use that one, or end it with Ctrl-C first.`;
}
