import type { SignJob } from '@certline/contracts';
import { Queue } from 'bullmq';
import { Redis, ReplyError } from 'ioredis';
import type { SignDispatch } from './sign-queue.ts';
import { keyPrefix, SIGN_QUEUE, signJobOptions } from './sign-queue.ts';

export type { SignDispatch } from './sign-queue.ts';

/** The producing end: gives chunks to the workers. Every call fails soon while Redis is away or does not answer. */
export type SignQueue = {
  /** @throws RedisAwayError */
  enqueue: (dispatch: SignDispatch) => Promise<void>;
  /** @throws RedisAwayError */
  enqueueAll: (dispatches: readonly SignDispatch[]) => Promise<void>;
  /** Jobs that wait or are worked on. @throws RedisAwayError */
  depth: () => Promise<number>;
  /** @throws RedisAwayError */
  ping: () => Promise<void>;
  close: () => Promise<void>;
};

/** Redis cannot be reached now. What was to be handed out stays in Postgres and is handed out later. */
export class RedisAwayError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RedisAwayError';
  }
}

/** A Redis that takes a command and says nothing this long counts as away. */
const ANSWER_WITHIN_MS = 2_000;

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
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
  });
  connection.on('error', onError);
  const openQueue = (): Queue<SignJob> => {
    const opened = new Queue<SignJob>(SIGN_QUEUE, { connection, prefix: keyPrefix(prefix) });
    opened.on('error', onError);
    return opened;
  };
  let queue = openQueue();

  /** BullMQ's queue is made anew when its start failed: it would keep that failure for good. */
  const startedQueue = async (): Promise<Queue<SignJob>> => {
    const tried = queue;
    try {
      await tried.waitUntilReady();
    } catch (error) {
      if (queue === tried) queue = openQueue();
      throw error;
    }
    return tried;
  };

  // BullMQ would wait for the connection; those who call it have something better to do.
  const whenReady = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (connection.status !== 'ready') throw new RedisAwayError(`Redis is away (${connection.status}).`);
    try {
      return await call();
    } catch (error) {
      // Redis answered, if only to refuse: that is for the operator to mend.
      if (error instanceof ReplyError) throw error;
      throw new RedisAwayError('Redis went away before it answered.', { cause: error });
    }
  };

  return {
    enqueue: (dispatch) =>
      whenReady(async () => {
        const started = await startedQueue();
        await started.add(SIGN_QUEUE, { chunk: dispatch.chunk }, signJobOptions(dispatch));
      }),
    enqueueAll: (dispatches) =>
      whenReady(async () => {
        const started = await startedQueue();
        await started.addBulk(
          dispatches.map((dispatch) => ({
            name: SIGN_QUEUE,
            data: { chunk: dispatch.chunk },
            opts: signJobOptions(dispatch),
          })),
        );
      }),
    depth: () =>
      whenReady(async () => {
        const started = await startedQueue();
        return started.getJobCountByTypes('wait', 'prioritized', 'active', 'delayed');
      }),
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
