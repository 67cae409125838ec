import { chmod, mkdir, rename, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StartFault } from './faults.ts';

/** The data folder of a local start and what lies in it. */
export interface Home {
  readonly folder: string;
  readonly logs: string;
  readonly keystore: string;
  readonly redis: string;
  readonly secretsFile: string;
  readonly adminFile: string;
  readonly portsFile: string;
  readonly lockFile: string;
  readonly devFile: string;
  readonly rootCertificate: string;
  readonly selfCheckFile: string;
}

const neededBytes = 300 * 1024 * 1024;

/**
 * Makes the data folder (0700) and the folders in it.
 * @throws StartFault when its disk is nearly full.
 */
export async function prepareHome(folder: string): Promise<Home> {
  const home = describeHome(resolve(folder));
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
  await chmod(home.folder, 0o700);
  const { bavail, bsize } = await statfs(home.folder);
  if (bavail * bsize < neededBytes) {
    const megabytes = Math.floor((bavail * bsize) / 1024 / 1024);
    throw new StartFault(
      `The disk that holds ${home.folder} has ${megabytes} MB left and Certline needs 300 MB; free some space, or set CERTLINE_HOME to a folder on another disk, and try again.`,
    );
  }
  for (const path of [home.logs, home.keystore]) await mkdir(path, { recursive: true, mode: 0o700 });
  return home;
}

function describeHome(folder: string): Home {
  return {
    folder,
    logs: join(folder, 'logs'),
    keystore: join(folder, 'keystore'),
    redis: join(folder, 'redis'),
    secretsFile: join(folder, 'secrets.json'),
    adminFile: join(folder, 'first-admin.json'),
    portsFile: join(folder, 'ports.json'),
    lockFile: join(folder, 'lock'),
    devFile: join(folder, 'dev.json'),
    rootCertificate: join(folder, 'root.crt'),
    selfCheckFile: join(folder, 'self-check.json'),
  };
}

const logLimitBytes = 10 * 1024 * 1024;

/** The log file of one part; a long one of earlier runs is put aside as `.1`. */
export async function logFile(home: Home, part: string): Promise<string> {
  const path = join(home.logs, `${part}.log`);
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(path, `${path}.1`);
  return path;
}
