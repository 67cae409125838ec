import { randomBytes } from 'node:crypto';
import { freePort, type RedisServer, startRedis, temporaryDirectory } from '@certline/services';
import { Redis } from 'ioredis';
import { testServiceVariables } from './test-services.ts';

export interface TestRedis {
  readonly url: string;
  /** Key prefix of this test file alone. */
  readonly prefix: string;
  /** Deletes every key under the prefix. */
  readonly clear: () => Promise<void>;
}

/** A key prefix of the caller's own on the run's Redis. */
export function createTestRedis(): TestRedis {
  const url = process.env[testServiceVariables.redis];
  if (url === undefined) {
    throw new Error(
      'No test Redis: add "@certline/testing/global-setup" to globalSetup of this vitest project.',
    );
  }
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  return { url, prefix, clear: () => deleteKeys(url, `${prefix}*`) };
}

/** A Redis that a test may do anything to. */
export interface OwnRedis extends RedisServer {
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
  /** Starts it again after `kill`, on the same port with what its append-only file kept. */
  readonly startAgain: () => Promise<void>;
}

/** A Redis of the caller's own, for tests that flush it, stop it or kill it. `stop` also removes its folder. */
export async function startOwnRedis(): Promise<OwnRedis> {
  const folder = await temporaryDirectory('certline-own-redis');
  const options = { dataDirectory: folder.path, port: await freePort(), password: 'test', durable: true };
  let server = await startRedis(options);
  return {
    ...server,
    kill: () => server.process.stop('SIGKILL'),
    async startAgain() {
      server = await startRedis(options);
    },
    async stop() {
      await server.stop();
      await folder.remove();
    },
  };
}

async function deleteKeys(url: string, pattern: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: pattern, count: 1_000 }) as AsyncIterable<string[]>) {
      if (keys.length > 0) await redis.unlink(keys);
    }
  } finally {
    redis.disconnect();
  }
}
