import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Home } from './home.ts';
import { StartFault } from './faults.ts';
import { readJson } from './private-file.ts';

/**
 * Takes the data folder for this process; two at once would fight over one database.
 * @returns the function that gives it back.
 * @throws StartFault saying where Certline already runs.
 */
export async function lockHome(home: Home): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(home.lockFile, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rm(home.lockFile, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number(await readFile(home.lockFile, 'utf8').catch(() => '0'));
    if (await isLocalStart(pid)) throw new StartFault(await alreadyRuns(home, pid));
    await rm(home.lockFile, { force: true });
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
