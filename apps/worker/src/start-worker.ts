import { randomBytes } from 'node:crypto';
import { createSealer } from '@certline/crypto';
import type { Keystore } from '@certline/keystore';
import { consumeSignQueue } from '@certline/queue/consume';
import { openSignQueue } from '@certline/queue/enqueue';
import type { Logger } from '@certline/runtime';
import { serveMetrics } from '@certline/runtime';
import { openStore, sweepIdempotencyKeys } from '@certline/store';
import { dispatchChunks } from './dispatch-chunks.ts';
import { every } from './every.ts';
import { createLineMetrics } from './metrics.ts';
import { createIssuers } from './sign/issuers.ts';
import type { Line } from './sign/line.ts';
import { workOnChunk } from './sign/work-on-chunk.ts';
import { signCrls } from './sign-crls.ts';

const DISPATCH_EVERY_MS = 500;
const CRL_EVERY_MS = 60_000;
const SWEEP_EVERY_MS = 3_600_000;

export type WorkerOptions = {
  databaseUrl: string;
  redisUrl: string;
  redisPrefix: string;
  keystore: Keystore;
  leafKeyEncryptionKey: Uint8Array;
  pkiUrl: string | undefined;
  concurrency: number;
  metrics: { host: string; port: number } | null;
  logger: Logger;
};

/** Starts a worker with the `sign` role. `stop` finishes the chunks in hand and leaves the rest to others. */
export async function startWorker(options: WorkerOptions): Promise<{ stop: () => Promise<void> }> {
  const { logger, redisUrl, redisPrefix: prefix } = options;
  const onError = (error: Error) => logger.warn({ err: error }, 'connection fault');
  const store = openStore(options.databaseUrl, { connections: options.concurrency + 3, onError });
  const metrics = createLineMetrics(store.db);
  const line: Line = {
    db: store.db,
    issuers: createIssuers(store.db, options.keystore, options.pkiUrl),
    sealer: createSealer(options.leafKeyEncryptionKey),
    now: () => new Date(),
    random: randomBytes,
    logger,
    metrics,
  };
  const metricsServer =
    options.metrics === null ? null : await serveMetrics(metrics.registry, options.metrics);
  const queue = openSignQueue({ redisUrl, prefix, onError });
  const consumer = consumeSignQueue({
    redisUrl,
    prefix,
    concurrency: options.concurrency,
    onError,
    handle: (job) => workOnChunk(line, job.chunk),
  });
  const repeating = [
    every(DISPATCH_EVERY_MS, 'dispatching', logger, () => dispatchChunks(store.db, queue)),
    every(CRL_EVERY_MS, 'signing revocation lists', logger, () => signCrls(line)),
    every(SWEEP_EVERY_MS, 'sweeping idempotency keys', logger, () => sweepIdempotencyKeys(store.db)),
  ];
  logger.info({ concurrency: options.concurrency }, 'worker is ready');

  return {
    stop: async () => {
      await Promise.all(repeating.map((one) => one.stop()));
      await consumer.close();
      await queue.close();
      await metricsServer?.close();
      await store.close();
    },
  };
}
