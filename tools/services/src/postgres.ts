import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ManagedProcess, startProcess } from './managed-process.ts';
import { stopOrphanPostgres } from './orphan-postgres.ts';
import { type Account, postgresAccount } from './postgres-account.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { runCommand } from './run-command.ts';

export interface PostgresOptions {
  /** The cluster's folder; made when absent. Every folder above it must be open to the account of `postgresAccount`. */
  readonly dataDirectory: string;
  /** Where the programs are copied to when the account cannot run them from node_modules. */
  readonly binariesDirectory: string;
  /** The password of the superuser `certline`; must be the same on every start of one cluster. */
  readonly password: string;
  readonly port: number;
  /** False only for throw-away test databases: trades crash safety for speed. */
  readonly durable: boolean;
  readonly logFile?: string;
}

export interface PostgresServer {
  readonly port: number;
  readonly process: ManagedProcess;
  /** Connection string of the superuser. */
  readonly url: (database: string) => string;
  /** Fast shutdown: ends sessions, writes a checkpoint, leaves the cluster clean. */
  readonly stop: () => Promise<void>;
}

const postgresSuperuser = 'certline';

/**
 * Starts Postgres on the loopback interface, making the cluster first when there is none and stopping an orphan of an
 * earlier run that still holds it. Returns when it answers.
 * @throws Error that says what to do when it cannot be made or started.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = await postgresAccount();
  const binaries = await postgresBinaries(account, options.binariesDirectory);
  await stopOrphanPostgres(options.dataDirectory);
  if (!existsSync(join(options.dataDirectory, 'PG_VERSION'))) await makeCluster(binaries, account, options);

  const process = await startProcess({
    name: 'Postgres',
    command: binaries.postgres,
    args: [
      '-D',
      options.dataDirectory,
      ...Object.entries(settings(options)).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    cwd: options.dataDirectory,
    signalWhenParentDies: options.durable ? 'SIGINT' : 'SIGQUIT',
    ...account,
    ...(options.logFile === undefined ? {} : { logFile: options.logFile }),
  });
  await untilReady(process, options);
  const login = `${postgresSuperuser}:${encodeURIComponent(options.password)}`;
  return {
    port: options.port,
    process,
    url: (database) => `postgres://${login}@127.0.0.1:${options.port}/${database}`,
    stop: () => process.stop('SIGINT', 20_000),
  };
}

function settings({ port, durable }: PostgresOptions): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

async function makeCluster(
  binaries: PostgresBinaries,
  account: Account | undefined,
  { dataDirectory, password, durable }: PostgresOptions,
): Promise<void> {
  // A folder without PG_VERSION is the rest of a first start that was cut off: nothing was ever stored in it.
  await rm(dataDirectory, { recursive: true, force: true });
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const secretFolder = await mkdtemp(join(tmpdir(), 'certline-initdb-'));
  const passwordFile = join(secretFolder, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== undefined) {
      for (const path of [dataDirectory, secretFolder, passwordFile])
        await chown(path, account.uid, account.gid);
    }
    const result = await runCommand(
      binaries.initdb,
      [
        `--pgdata=${dataDirectory}`,
        `--username=${postgresSuperuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        ...(durable ? [] : ['--no-sync']),
      ],
      { env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' }, cwd: '/', ...account },
    );
    if (result.exitCode !== 0) {
      await rm(dataDirectory, { recursive: true, force: true });
      throw new Error(`Postgres could not make its data folder ${dataDirectory}: ${lastLine(result.stderr)}`);
    }
  } finally {
    await rm(secretFolder, { recursive: true, force: true });
  }
}

/** The eighth line of postmaster.pid says "ready" once connections are accepted (after crash recovery, too). */
async function untilReady(
  server: ManagedProcess,
  { dataDirectory, logFile }: PostgresOptions,
): Promise<void> {
  for (;;) {
    if (!server.isRunning()) {
      const said = logFile === undefined ? server.output() : await readFile(logFile, 'utf8');
      throw new Error(`Postgres ended while it started: ${lastLine(said)}`);
    }
    const [pid, ...rest] = await postmasterLines(dataDirectory);
    if (Number(pid) === server.pid && rest[6]?.trim() === 'ready') return;
    await delay(20);
  }
}

async function postmasterLines(dataDirectory: string): Promise<string[]> {
  try {
    return (await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return [];
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? 'it said nothing';
}
