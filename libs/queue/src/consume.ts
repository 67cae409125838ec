import type { SignJob } from '@certline/contracts';
import { SignJobSchema } from '@certline/contracts';
import { DelayedError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { keyPrefix, SIGN_QUEUE } from './sign-queue.ts';

/** How a handler ends: the work is done (or is Postgres's to hand out again), or it is not yet possible. */
export type SignJobResult = { outcome: 'done' } | { outcome: 'later'; delayMs: number };

/** The consuming end. `close` waits for the jobs in hand, not for a Redis that is away. */
export type SignConsumer = { close: () => Promise<void> };

const LONGEST_RECONNECT_PAUSE_MS = 2_000;

/**
 * Hands each job to `handle`, `concurrency` at once, and survives a Redis that goes away and comes back.
 * `onError` hears of lost connections and of what `handle` throws, which ends that job and nothing else.
 */
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
  let isClosing = false;
  const connection = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    // BullMQ makes its second, blocking connection from these options: neither goes on trying after `close`.
    retryStrategy: (attempt) => (isClosing ? null : Math.min(attempt * 50, LONGEST_RECONNECT_PAUSE_MS)),
  });
  connection.on('error', onError);

  const handleSafely = async (data: unknown): Promise<SignJobResult> => {
    try {
      return await handle(SignJobSchema.parse(data));
    } catch (error) {
      // Told here and not to BullMQ: it would write the message into Redis. The chunk is Postgres's to hand out again.
      onError(error instanceof Error ? error : new Error('A sign job failed.', { cause: error }));
      return { outcome: 'done' };
    }
  };
  const inHand = new Set<Promise<SignJobResult>>();
  const worker = new Worker(
    SIGN_QUEUE,
    async (job, token) => {
      const handling = handleSafely(job.data);
      inHand.add(handling);
      const result = await handling;
      inHand.delete(handling);
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
      isClosing = true;
      const closed = worker.close();
      await Promise.all(inHand);
      // BullMQ would wait for Redis to hear that the jobs are over; Postgres knows it already.
      await Promise.race([closed, lossOf(connection)]);
      connection.disconnect();
    },
  };
}

/** Ends when the connection is lost, or is not there now. */
const lossOf = (connection: Redis): Promise<void> =>
  new Promise((resolve) => {
    if (connection.status === 'ready') connection.once('close', () => resolve());
    else resolve();
  });
