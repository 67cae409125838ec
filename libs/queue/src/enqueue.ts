import type { SignJob } from '@certline/contracts';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { SignDispatch } from './sign-queue.ts';
import { keyPrefix, SIGN_QUEUE, signJobOptions } from './sign-queue.ts';

export type { SignDispatch } from './sign-queue.ts';

/** The producing end: gives chunks to the workers. Every call fails at once while Redis is away. */
export type SignQueue = {
  enqueue: (dispatch: SignDispatch) => Promise<void>;
  enqueueAll: (dispatches: readonly SignDispatch[]) => Promise<void>;
  /** Jobs that wait or are worked on. */
  depth: () => Promise<number>;
  ping: () => Promise<void>;
  close: () => Promise<void>;
};

/** Redis cannot be reached now. What was to be handed out stays in Postgres and is handed out later. */
export class RedisAwayError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RedisAwayError';
  }
}

/** Opens the producing end. `onError` hears of lost connections, which are mended by themselves. */
export function openSignQueue({
  redisUrl,
  prefix,
  onError,
}: {
  redisUrl: string;
  prefix: string;
  onError: (error: Error) => void;
}): SignQueue {
  // A caller that just committed must not wait for Redis to come back: the dispatcher hands out what it missed.
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
  });
  connection.on('error', onError);
  const queue = new Queue<SignJob>(SIGN_QUEUE, {
    connection,
    prefix: keyPrefix(prefix),
  });
  queue.on('error', onError);

  // BullMQ would wait for the connection; those who call it have something better to do.
  const whenReady = <Result>(call: () => Promise<Result>): Promise<Result> =>
    connection.status === 'ready'
      ? call()
      : Promise.reject(new RedisAwayError(`Redis is away (${connection.status}).`));

  return {
    enqueue: (dispatch) =>
      whenReady(async () => {
        await queue.add(SIGN_QUEUE, { chunk: dispatch.chunk }, signJobOptions(dispatch));
      }),
    enqueueAll: (dispatches) =>
      whenReady(async () => {
        await queue.addBulk(
          dispatches.map((dispatch) => ({
            name: SIGN_QUEUE,
            data: { chunk: dispatch.chunk },
            opts: signJobOptions(dispatch),
          })),
        );
      }),
    depth: () => whenReady(() => queue.getJobCountByTypes('wait', 'prioritized', 'active', 'delayed')),
    ping: () =>
      whenReady(async () => {
        await connection.ping();
      }),
    close: async () => {
      await queue.close();
      connection.disconnect();
    },
  };
}
