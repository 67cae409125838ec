import { mkdir, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ManagedProcess,
  runCommand,
  startProcess,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@certline/services';

export interface NginxOptions {
  /** What goes inside `http { }`: usually an include of, or the text of, the server blocks under test. */
  readonly http: string;
  /** The ports that it will listen on once it is up (of 127.0.0.1). */
  readonly ports: readonly number[];
}

export interface Nginx {
  readonly prefix: string;
  readonly process: ManagedProcess;
  /** What it wrote to its error log, and to stderr. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** How `nginx -t` judged a configuration. */
export interface NginxVerdict {
  readonly accepted: boolean;
  readonly output: string;
}

/** Runs `nginx -t` on server blocks with a prefix of its own. */
export async function testNginxConfiguration(http: string): Promise<NginxVerdict> {
  const prefix = await preparePrefix(http);
  try {
    return await judge(prefix.path);
  } finally {
    await prefix.remove();
  }
}

/**
 * Starts the real nginx, in the foreground, as the current user, with everything it writes under a temporary prefix.
 * Returns once it listens.
 * @throws Error with nginx's own words when it refuses the configuration or does not come up.
 */
export async function startNginx({ http, ports }: NginxOptions): Promise<Nginx> {
  const prefix = await preparePrefix(http);
  try {
    const verdict = await judge(prefix.path);
    if (!verdict.accepted) throw new Error(`nginx -t refused the configuration:\n${verdict.output}`);
    const process = await startProcess({
      name: 'nginx',
      command: 'nginx',
      args: nginxArguments(prefix.path),
      env: { PATH: searchPath },
      signalWhenParentDies: 'SIGTERM',
    });
    for (const port of ports) {
      while (!(await isListening(port))) {
        if (!process.isRunning()) throw new Error(`nginx ended while it started:\n${process.output()}`);
        await delay(20);
      }
    }
    return {
      prefix: prefix.path,
      process,
      output: () => process.output(),
      async stop() {
        await process.stop('SIGTERM');
        await prefix.remove();
      },
    };
  } catch (error) {
    await prefix.remove();
    throw error;
  }
}

// Debian keeps nginx in /usr/sbin, which is not on every user's PATH.
const searchPath = '/usr/sbin:/usr/bin:/sbin:/bin';

function nginxArguments(prefix: string): string[] {
  return ['-p', prefix, '-e', 'stderr', '-c', join(prefix, 'nginx.conf')];
}

async function judge(prefix: string): Promise<NginxVerdict> {
  const result = await runCommand('nginx', [...nginxArguments(prefix), '-t'], { env: { PATH: searchPath } });
  return { accepted: result.exitCode === 0, output: result.stderr };
}

async function preparePrefix(http: string): Promise<TemporaryDirectory> {
  const prefix = await temporaryDirectory('certline-nginx');
  await mkdir(join(prefix.path, 'temporary'));
  const temporaryPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(prefix.path, 'temporary', kind)};`)
    .join(' ');
  await writeFile(
    join(prefix.path, 'nginx.conf'),
    [
      'daemon off;',
      'worker_processes 1;',
      `pid ${join(prefix.path, 'nginx.pid')};`,
      // As root, the workers must read what only root can enter.
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      'events { worker_connections 256; }',
      `http { access_log off; ${temporaryPaths}`,
      http,
      '}',
      '',
    ].join('\n'),
  );
  return prefix;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
