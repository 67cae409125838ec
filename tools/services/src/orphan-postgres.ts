import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Stops a Postgres that an earlier, killed run left behind on this cluster; a new one would refuse to start beside it.
 * Trusts postmaster.pid only when that process really runs on the folder, since process ids are used again.
 * @returns the process id of the orphan that was stopped.
 */
export async function stopOrphanPostgres(dataDirectory: string): Promise<number | undefined> {
  const pid = await postmasterPid(dataDirectory);
  if (pid === undefined) return undefined;
  if (!(await runsOn(pid, dataDirectory))) {
    // Postgres would take any living process of the same user with this id for the cluster's own.
    await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
    return undefined;
  }
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; await runsOn(pid, dataDirectory); waitedMs += 50) {
    // Immediate shutdown: the next start replays the log, nothing that was committed is lost.
    if (waitedMs === 10_000) process.kill(pid, 'SIGQUIT');
    await delay(50);
  }
  return pid;
}

async function postmasterPid(dataDirectory: string): Promise<number | undefined> {
  try {
    const [first] = (await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(first);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function runsOn(pid: number, dataDirectory: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').includes(dataDirectory);
  } catch {
    return false;
  }
}
