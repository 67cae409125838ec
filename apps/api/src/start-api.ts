import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { createSealer } from '@certline/crypto';
import { openSignQueue } from '@certline/queue/enqueue';
import type { Logger, RunningPart } from '@certline/runtime';
import { ConfigurationError, createLogger, readSettings, serveMetrics } from '@certline/runtime';
import { openStore } from '@certline/store';
import { createIdentify } from './access/identify.ts';
import { createKeyUse } from './access/key-use.ts';
import { createSessions } from './access/sessions.ts';
import { createSignInThrottle } from './access/sign-in-throttle.ts';
import { followEvents } from './events/follower.ts';
import { createApiMetrics } from './metrics.ts';
import { createApp } from './server.ts';

const SETTINGS = [
  'DATABASE_URL',
  'REDIS_URL',
  'REDIS_PREFIX',
  'LOG_LEVEL',
  'METRICS_HOST',
  'METRICS_PORT',
  'API_HOST',
  'API_PORT',
  'PUBLIC_URL',
  'TRUSTED_PROXIES',
  'SESSION_SECRET',
  'LEAF_KEY_ENCRYPTION_KEY',
] as const;

/** How long calls in hand may take to end at a stop, before their connections are closed. */
const GRACE_MS = 10_000;

/** Starts the API as the environment says. Logs `listening` with its port once it answers. */
export async function startApi(): Promise<RunningPart> {
  const settings = readSettings(SETTINGS);
  const logger = createLogger('api', settings.LOG_LEVEL);
  const api = await serveApi({
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    redisPrefix: settings.REDIS_PREFIX,
    host: settings.API_HOST,
    port: settings.API_PORT,
    publicUrl: settings.PUBLIC_URL,
    trustedProxies: settings.TRUSTED_PROXIES,
    sessionSecret: settings.SESSION_SECRET,
    leafKeyEncryptionKey: settings.LEAF_KEY_ENCRYPTION_KEY,
    metrics:
      settings.METRICS_PORT === undefined
        ? null
        : { host: settings.METRICS_HOST, port: settings.METRICS_PORT },
    logger,
  });
  logger.info({ port: api.port }, 'listening');
  return { logger, stop: api.stop };
}

export type ApiOptions = {
  databaseUrl: string;
  redisUrl: string;
  redisPrefix: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  publicUrl: string;
  trustedProxies: readonly string[];
  sessionSecret: string;
  leafKeyEncryptionKey: Uint8Array;
  metrics: { host: string; port: number } | null;
  logger: Logger;
};

/** Wires the API together and listens. `stop` gives calls in hand some seconds to end and closes the event streams. */
export async function serveApi(options: ApiOptions): Promise<{ port: number; stop: () => Promise<void> }> {
  const { logger, databaseUrl, publicUrl } = options;
  const store = openStore(databaseUrl, {
    connections: 20,
    onError: (error) => logger.warn({ err: error }, 'lost a database connection'),
  });
  const { db } = store;
  const queue = openSignQueue({
    redisUrl: options.redisUrl,
    prefix: options.redisPrefix,
    onError: (error) => logger.warn({ err: error }, 'Redis is away'),
  });
  const events = await followEvents(db, databaseUrl, logger);
  const metrics = createApiMetrics(() => queue.depth());
  const metricsServer =
    options.metrics === null ? null : await serveMetrics(metrics.registry, options.metrics);
  const sessions = createSessions({ db, publicUrl, secret: options.sessionSecret });
  const app = createApp({
    db,
    queue,
    events,
    sessions,
    identify: createIdentify(db, sessions, createKeyUse(db, logger)),
    throttle: createSignInThrottle(),
    leafKeys: createSealer(options.leafKeyEncryptionKey),
    logger,
    metrics,
    publicUrl,
    trustedProxies: options.trustedProxies,
  });
  const server = createServer(app);
  const port = await listen(server, options);

  return {
    port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      // Ends the event streams, which would keep the server open for ever.
      await events.close();
      server.closeIdleConnections();
      const grace = setTimeout(() => {
        logger.warn('calls did not end in time; closing their connections');
        server.closeAllConnections();
      }, GRACE_MS);
      await closed;
      clearTimeout(grace);
      await metricsServer?.close();
      await queue.close();
      await store.close();
    },
  };
}

/** @returns the port. @throws ConfigurationError when it is taken or not to be had */
async function listen(server: Server, { host, port }: ApiOptions): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigurationError([
      `API_PORT: port ${port} of ${host} cannot be listened on (${code}). Choose another, or 0 for a free one.`,
    ]);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
