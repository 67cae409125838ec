import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ManagedProcess, startProcess } from './managed-process.ts';

export interface RedisOptions {
  readonly dataDirectory: string;
  readonly port: number;
  readonly password: string;
  /** True: append-only file, so that a restart keeps what was in it. */
  readonly durable: boolean;
  readonly logFile?: string;
  /** A redis-server that is not on the PATH, with the folder of its libraries. */
  readonly program?: RedisProgram;
}

export interface RedisProgram {
  readonly path: string;
  readonly libraries?: string;
}

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly process: ManagedProcess;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Redis of its own on the loopback interface: noeviction (BullMQ's condition) and a password.
 * @throws Error that says what to do when there is no redis-server or it does not start.
 */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const program = options.program ?? findRedisServer();
  if (program === undefined) {
    throw new Error(
      'There is no redis-server on the PATH; install it with "sudo apt-get install redis-server".',
    );
  }
  await mkdir(options.dataDirectory, { recursive: true, mode: 0o700 });
  const configuration = join(options.dataDirectory, 'redis.conf');
  // A file, for a password on the command line could be read by every user of the machine.
  await writeFile(configuration, configurationText(options), { mode: 0o600 });
  const process = await startProcess({
    name: 'Redis',
    command: program.path,
    args: [configuration],
    env: {
      PATH: '/usr/bin:/bin',
      ...(program.libraries === undefined ? {} : { LD_LIBRARY_PATH: program.libraries }),
    },
    cwd: options.dataDirectory,
    signalWhenParentDies: 'SIGTERM',
    ...(options.logFile === undefined ? {} : { logFile: options.logFile }),
  });
  await untilAnswers(process, options);
  return {
    url: `redis://:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}`,
    port: options.port,
    process,
    stop: () => process.stop('SIGTERM'),
  };
}

/** The redis-server on the PATH, or in the folders where Debian puts it. */
export function findRedisServer(searchPath = process.env['PATH'] ?? ''): RedisProgram | undefined {
  for (const folder of [...searchPath.split(delimiter), '/usr/bin', '/usr/local/bin']) {
    const path = join(folder, 'redis-server');
    if (folder !== '' && existsSync(path)) return { path };
  }
  return undefined;
}

function configurationText({ dataDirectory, port, password, durable }: RedisOptions): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass "${password}"`,
    `dir "${dataDirectory}"`,
    'maxmemory-policy noeviction',
    `appendonly ${durable ? 'yes' : 'no'}`,
    ...(durable ? ['appendfsync everysec'] : ['save ""']),
    'daemonize no',
    '',
  ].join('\n');
}

async function untilAnswers(
  server: ManagedProcess,
  { port, password, logFile }: RedisOptions,
): Promise<void> {
  while (!(await answers(port, password))) {
    if (!server.isRunning()) {
      const said = logFile === undefined ? server.output() : await readFile(logFile, 'utf8');
      throw new Error(`Redis ended while it started: ${said.trim().split('\n').at(-1) ?? 'it said nothing'}`);
    }
    await delay(20);
  }
}

/** PING by hand: the answer is +PONG only once the append-only file has been read in. */
function answers(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let received = '';
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received.includes('+PONG')));
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.split('\r\n').length > 2) socket.destroy();
    });
  });
}
