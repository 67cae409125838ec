import { readFile } from 'node:fs/promises';
import { runCommandOrThrow } from './run-command.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that Postgres must run as, since it refuses to run as root: undefined when this process is not root
 * (Postgres then runs as the same user), otherwise the system's `postgres` account, made when it is missing.
 * @throws Error when the account cannot be made.
 */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await findAccount('postgres');
  if (found !== undefined) return found;
  await runCommandOrThrow('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const made = await findAccount('postgres');
  if (made === undefined) throw new Error('The account "postgres" was made but is not in /etc/passwd.');
  return made;
}

async function findAccount(name: string): Promise<Account | undefined> {
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [account, , uid, gid] = line.split(':');
    if (account === name && uid !== undefined && gid !== undefined)
      return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}
