import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, postgresAccount, startPostgres, startRedis, temporaryDirectory } from '@certline/services';

export interface TestServices {
  /** Superuser connection string of the database `postgres`. */
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly stop: () => Promise<void>;
}

/** Where a test process finds servers that are already running. */
export const testServiceVariables = {
  postgres: 'CERTLINE_TEST_POSTGRES_URL',
  redis: 'CERTLINE_TEST_REDIS_URL',
} as const;

/** Starts one real Postgres and one real Redis for a whole test run, in a temporary folder, on free ports. */
export async function startTestServices(): Promise<TestServices> {
  const folder = await temporaryDirectory('certline-test-services');
  const account = await postgresAccount();
  // Postgres does not run as root and must be able to enter the folder that holds its own.
  if (account !== undefined) await chown(folder.path, account.uid, account.gid);
  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const redis = await startRedis({
    dataDirectory: join(folder.path, 'redis'),
    port: redisPort,
    password: 'test',
    durable: false,
  });
  const postgres = await startPostgres({
    dataDirectory: join(folder.path, 'postgres'),
    binariesDirectory: join(folder.path, 'programs'),
    password: 'test',
    port: postgresPort,
    durable: false,
  }).catch(async (error: unknown) => {
    await redis.stop();
    await folder.remove();
    throw error;
  });
  return {
    postgresUrl: postgres.url('postgres'),
    redisUrl: redis.url,
    async stop() {
      await Promise.all([postgres.process.stop('SIGQUIT'), redis.stop()]);
      await folder.remove();
    },
  };
}
