import type { SignJob } from '@certline/contracts';
import { SignJobSchema } from '@certline/contracts';
import { DelayedError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { keyPrefix, SIGN_QUEUE } from './sign-queue.ts';

/** How a handler ends: the work is done (or is Postgres's to hand out again), or it is not yet possible. */
export type SignJobResult = { outcome: 'done' } | { outcome: 'later'; delayMs: number };

/** The consuming end. `close` waits for the jobs in hand. */
export type SignConsumer = { close: () => Promise<void> };

/** Hands each job to `handle`, `concurrency` at once, and survives a Redis that goes away and comes back. */
export function consumeSignQueue({
  redisUrl,
  prefix,
  concurrency,
  handle,
  onError,
}: {
  redisUrl: string;
  prefix: string;
  concurrency: number;
  handle: (job: SignJob) => Promise<SignJobResult>;
  onError: (error: Error) => void;
}): SignConsumer {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', onError);
  const worker = new Worker(
    SIGN_QUEUE,
    async (job, token) => {
      const result = await handle(SignJobSchema.parse(job.data));
      switch (result.outcome) {
        case 'done':
          return;
        case 'later':
          await job.moveToDelayed(Date.now() + result.delayMs, token);
          throw new DelayedError();
      }
    },
    {
      connection,
      prefix: keyPrefix(prefix),
      concurrency,
      // A delivery that Redis thinks has stalled is simply delivered again; the claim in Postgres decides.
      maxStalledCount: 10,
    },
  );
  worker.on('error', onError);

  return {
    close: async () => {
      await worker.close();
      connection.disconnect();
    },
  };
}
