import { startPostgres, startRedis } from '@certline/services';
import { type Home, logFile } from './home.ts';
import type { Ports } from './ports.ts';
import { postgresLocation } from './postgres-location.ts';
import type { Secrets } from './secrets.ts';
import type { PartDefinition } from './supervise.ts';

export interface ServerDefinition extends PartDefinition {
  /** Connection string; for Postgres, of the superuser to the database `certline`. */
  readonly url: string;
}

/** Certline's own Postgres, kept in the data folder. */
export async function postgresServer(home: Home, ports: Ports, secrets: Secrets): Promise<ServerDefinition> {
  const location = await postgresLocation(home);
  const log = await logFile(home, 'postgres');
  return {
    name: 'Postgres',
    url: `postgres://certline:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/certline`,
    start: async () => {
      const server = await startPostgres({
        ...location,
        password: secrets.postgresPassword,
        port: ports.postgres,
        durable: true,
        logFile: log,
      });
      return server.process;
    },
    stop: (process) => process.stop('SIGINT', 20_000),
  };
}

/** Certline's own Redis, kept in the data folder. */
export async function redisServer(home: Home, ports: Ports, secrets: Secrets): Promise<ServerDefinition> {
  const log = await logFile(home, 'redis');
  return {
    name: 'Redis',
    url: `redis://:${secrets.redisPassword}@127.0.0.1:${ports.redis}`,
    start: async () => {
      const server = await startRedis({
        dataDirectory: home.redis,
        password: secrets.redisPassword,
        port: ports.redis,
        durable: true,
        logFile: log,
      });
      return server.process;
    },
    stop: (process) => process.stop('SIGTERM', 10_000),
  };
}
