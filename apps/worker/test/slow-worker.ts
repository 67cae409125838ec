import { sealedFileKeystore } from '@certline/keystore';
import { createLogger } from '@certline/runtime';
import { startWorker } from '../src/start-worker.ts';

/** A worker process whose signatures take for ever: it is there to be killed between intent and signature. */
const [databaseUrl = '', redisUrl = '', redisPrefix = '', keystoreDirectory = ''] = process.argv.slice(2);
const keystore = sealedFileKeystore(keystoreDirectory, new Uint8Array(32).fill(1));
await startWorker({
  databaseUrl,
  redisUrl,
  redisPrefix,
  keystore: {
    signer: async (authority) => ({
      ...(await keystore.signer(authority)),
      sign: () => new Promise(() => setInterval(() => undefined, 1_000)),
    }),
  },
  leafKeyEncryptionKey: new Uint8Array(32).fill(2),
  pkiUrl: undefined,
  concurrency: 1,
  metrics: null,
  logger: createLogger('slow worker', 'silent'),
});
