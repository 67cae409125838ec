import { createConnection } from 'node:net';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { findRedisServer, type RedisServer, startRedis } from './redis.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory('certline-redis');
});
afterEach(() => folder.remove());

async function start(): Promise<RedisServer> {
  return startRedis({
    dataDirectory: folder.path,
    port: await freePort(),
    password: 'secret',
    durable: true,
  });
}

/** What Redis answers to commands of one line each, after signing in. */
function say(port: number, ...commands: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(['AUTH secret', ...commands, 'QUIT', ''].join('\r\n'));
  });
}

test('what was stored is there after the process is killed outright', async () => {
  const first = await start();
  // Waits until the append-only file is on disk, as a client that must not lose anything would.
  expect(await say(first.port, 'SET kept 42', 'CONFIG SET appendfsync always', 'SET also 43')).toContain(
    '+OK',
  );
  await first.process.stop('SIGKILL');
  const second = await start();
  expect(await say(second.port, 'GET kept', 'GET also')).toMatch(/42[^]*43/);
  await second.stop();
});

test('it never evicts, needs its password, and its configuration is readable by its owner alone', async () => {
  const server = await start();
  expect(await say(server.port, 'CONFIG GET maxmemory-policy')).toContain('noeviction');
  const refused = await new Promise<string>((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port: server.port });
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString());
    });
    socket.write('PING\r\n');
  });
  expect(refused).toContain('NOAUTH');
  expect((await stat(join(folder.path, 'redis.conf'))).mode & 0o777).toBe(0o600);
  await server.stop();
});

test('redis-server is looked for on the PATH', () => {
  expect(findRedisServer('/nowhere')?.path ?? findRedisServer()?.path).toMatch(/redis-server$/);
});
