import { randomUUID } from 'node:crypto';
import type { ChunkId, SignJob } from '@certline/contracts';
import { Redis } from 'ioredis';
import type { SignConsumer, SignJobResult } from '../src/consume.ts';
import { consumeSignQueue } from '../src/consume.ts';
import type { SignDispatch, SignQueue } from '../src/enqueue.ts';
import { openSignQueue } from '../src/enqueue.ts';

export const newChunk = (): ChunkId => randomUUID() as ChunkId;
export const aDispatch = (dispatch: Partial<SignDispatch> = {}): SignDispatch => ({
  chunk: newChunk(),
  dispatch: 1,
  lane: 'portal',
  ...dispatch,
});

/** Both ends of a queue, with everything that was handed out and every error that was told. */
export function openTestQueue(redis: { url: string; prefix: string }) {
  const at = { redisUrl: redis.url, prefix: redis.prefix };
  const errors: Error[] = [];
  const delivered: ChunkId[] = [];
  const consumers: SignConsumer[] = [];
  const onError = (error: Error) => void errors.push(error);
  const queue: SignQueue = openSignQueue({ ...at, onError });
  return {
    queue,
    errors,
    delivered,
    ready: () => until(() => answers(queue)),
    consume: (
      handle: (job: SignJob) => Promise<SignJobResult> = () => Promise.resolve({ outcome: 'done' }),
      concurrency = 4,
    ): SignConsumer => {
      const consumer = consumeSignQueue({
        ...at,
        concurrency,
        onError,
        handle: (job) => {
          delivered.push(job.chunk);
          return handle(job);
        },
      });
      consumers.push(consumer);
      return consumer;
    },
    close: async () => {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await queue.close();
    },
  };
}

const answers = (queue: SignQueue): Promise<boolean> =>
  queue.ping().then(
    () => true,
    () => false,
  );

/** Looks again every few milliseconds; the test's own limit ends what never comes true. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Every key of the installation, with its content as Redis would write it to disk. */
export async function dumpOf(redis: { url: string; prefix: string }): Promise<Map<string, string>> {
  const connection = new Redis(redis.url);
  const found = new Map<string, string>();
  for (const key of await connection.keys(`*${redis.prefix}*`)) {
    // BullMQ's stream of events, read as text; the rest as bytes.
    const isStream = (await connection.type(key)) === 'stream';
    found.set(
      key,
      isStream
        ? JSON.stringify(await connection.xrange(key, '-', '+'))
        : (await connection.dumpBuffer(key)).toString('latin1'),
    );
  }
  connection.disconnect();
  return found;
}
