import { randomBytes } from 'node:crypto';
import { chown, mkdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { postgresAccount } from '@certline/services';
import type { Home } from './home.ts';

export interface PostgresLocation {
  readonly dataDirectory: string;
  readonly binariesDirectory: string;
}

const systemFolder = '/var/lib/certline';

/**
 * Where the database lies: in the data folder, except for root. Postgres refuses to run as root, and the account that
 * it then runs as cannot enter a 0700 folder; so root's databases lie in /var/lib/certline, with a link to them in the
 * data folder.
 */
export async function postgresLocation(home: Home): Promise<PostgresLocation> {
  const inHome = join(home.folder, 'postgres');
  const account = await postgresAccount();
  if (account === undefined)
    return { dataDirectory: inHome, binariesDirectory: join(home.folder, 'programs') };

  await mkdir(systemFolder, { recursive: true, mode: 0o711 });
  const linked = await readlink(inHome).catch(() => undefined);
  const dataDirectory = linked ?? join(systemFolder, randomBytes(6).toString('hex'), 'postgres');
  await mkdir(dirname(dataDirectory), { recursive: true, mode: 0o700 });
  await chown(dirname(dataDirectory), account.uid, account.gid);
  if (linked === undefined) await symlink(dataDirectory, inHome);
  return { dataDirectory, binariesDirectory: join(systemFolder, 'programs') };
}
