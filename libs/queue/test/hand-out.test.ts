import type { SignJob } from '@certline/contracts';
import { createTestRedis } from '@certline/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aDispatch, dumpOf, newChunk, openTestQueue, until } from './queue-harness.ts';

let redis: ReturnType<typeof createTestRedis>;
let line: ReturnType<typeof openTestQueue>;
beforeEach(async () => {
  redis = createTestRedis();
  line = openTestQueue(redis);
  await line.ready();
});
afterEach(async () => {
  await line.close();
  await redis.clear();
});

const isDrained = async () => (await line.queue.depth()) === 0;

test('a chunk that is handed out again is delivered again, also while the first job waits', async () => {
  const chunk = newChunk();
  for (const dispatch of [1, 2, 3]) await line.queue.enqueue(aDispatch({ chunk, dispatch }));
  expect(await line.queue.depth()).toBe(3);
  line.consume();
  await until(isDrained);
  expect(line.delivered).toEqual([chunk, chunk, chunk]);
});

test('the same hand-out twice is one job', async () => {
  const dispatch = aDispatch();
  await line.queue.enqueueAll([dispatch, dispatch]);
  expect(await line.queue.depth()).toBe(1);
});

test('portal chunks overtake the bulk ones that were there before', async () => {
  const [bulk, portal] = [aDispatch({ lane: 'bulk' }), aDispatch({ lane: 'portal' })];
  await line.queue.enqueueAll([bulk, portal]);
  line.consume(undefined, 1);
  await until(isDrained);
  expect(line.delivered).toEqual([portal.chunk, bulk.chunk]);
});

test('a chunk that is not yet possible is delivered again, not before its time', async () => {
  const times: number[] = [];
  line.consume(() => {
    times.push(Date.now());
    return Promise.resolve(times.length < 3 ? { outcome: 'later', delayMs: 200 } : { outcome: 'done' });
  });
  await line.queue.enqueue(aDispatch());
  await until(async () => times.length === 3 && (await isDrained()));
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(200);
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(200);
  expect(line.errors).toEqual([]);
});

test('a job carries the id of its chunk and nothing else', async () => {
  const dispatch = aDispatch();
  await line.queue.enqueue(dispatch);
  const connection = new Redis(redis.url);
  const [key] = await connection.keys(`*${redis.prefix}*${dispatch.chunk}*`);
  const data = await connection.hget(key!, 'data');
  connection.disconnect();
  expect(JSON.parse(data!)).toEqual({ chunk: dispatch.chunk });
});

test('nothing of a job stays in Redis once it ended, well or not, and no word of an error ever gets there', async () => {
  line.consume((job: SignJob) =>
    job.chunk === bad.chunk
      ? Promise.reject(new Error('secret of test.imdst.com'))
      : Promise.resolve({ outcome: 'done' }),
  );
  const [good, bad] = [aDispatch(), aDispatch()];
  await line.queue.enqueueAll([good, bad]);
  await until(async () => line.delivered.length === 2 && (await isDrained()));

  expect(line.errors.map((error) => error.message)).toEqual(['secret of test.imdst.com']);
  const left = await dumpOf(redis);
  expect([...left.keys()].filter((key) => key.includes(good.chunk) || key.includes(bad.chunk))).toEqual([]);
  expect([...left.values()].join('\n')).not.toContain('imdst.com');
});

test('a job that is not one of ours is told of and hurts no other', async () => {
  line.consume();
  await line.queue.enqueue(aDispatch({ chunk: 'no-uuid' as SignJob['chunk'] }));
  const good = aDispatch();
  await line.queue.enqueue(good);
  await until(async () => line.delivered.includes(good.chunk) && (await isDrained()));
  expect(line.errors).toHaveLength(1);
  expect(line.delivered).toEqual([good.chunk]);
});

test('close waits for the jobs in hand and takes no more', async () => {
  const gate = Promise.withResolvers<undefined>();
  const ended: string[] = [];
  const consumer = line.consume(async (job) => {
    await gate.promise;
    ended.push(job.chunk);
    return { outcome: 'done' };
  }, 1);
  const [first, second] = [aDispatch(), aDispatch()];
  await line.queue.enqueue(first);
  await until(() => line.delivered.length === 1);
  const closed = consumer.close();
  await line.queue.enqueue(second);
  gate.resolve(undefined);
  await closed;
  expect(ended).toEqual([first.chunk]);
  expect(await line.queue.depth()).toBe(1);
});
