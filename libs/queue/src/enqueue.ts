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
    skipWaitingForReady: true,
  });
  queue.on('error', onError);

  return {
    enqueue: async (dispatch) => {
      await queue.add(SIGN_QUEUE, { chunk: dispatch.chunk }, signJobOptions(dispatch));
    },
    enqueueAll: async (dispatches) => {
      await queue.addBulk(
        dispatches.map((dispatch) => ({
          name: SIGN_QUEUE,
          data: { chunk: dispatch.chunk },
          opts: signJobOptions(dispatch),
        })),
      );
    },
    depth: () => queue.getJobCountByTypes('wait', 'prioritized', 'active', 'delayed'),
    ping: async () => {
      await connection.ping();
    },
    close: async () => {
      await queue.close();
      connection.disconnect();
    },
  };
}
