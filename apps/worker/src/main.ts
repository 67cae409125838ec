import { sealedFileKeystore } from '@certline/keystore';
import { createLogger, readSettings, runPart } from '@certline/runtime';
import { startWorker } from './start-worker.ts';

await runPart(async () => {
  const settings = readSettings([
    'DATABASE_URL',
    'REDIS_URL',
    'REDIS_PREFIX',
    'LOG_LEVEL',
    'METRICS_HOST',
    'METRICS_PORT',
    'LEAF_KEY_ENCRYPTION_KEY',
    'KEYSTORE_DIRECTORY',
    'KEYSTORE_KEY',
    'PKI_URL',
    'WORKER_ROLES',
    'SIGN_CONCURRENCY',
  ]);
  const logger = createLogger('worker', settings.LOG_LEVEL);
  const worker = await startWorker({
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    redisPrefix: settings.REDIS_PREFIX,
    keystore: sealedFileKeystore(settings.KEYSTORE_DIRECTORY, settings.KEYSTORE_KEY),
    leafKeyEncryptionKey: settings.LEAF_KEY_ENCRYPTION_KEY,
    pkiUrl: settings.PKI_URL,
    concurrency: settings.SIGN_CONCURRENCY,
    metrics:
      settings.METRICS_PORT === undefined
        ? null
        : { host: settings.METRICS_HOST, port: settings.METRICS_PORT },
    logger,
  });
  return { logger, stop: worker.stop };
});
