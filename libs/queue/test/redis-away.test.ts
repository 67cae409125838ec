import type { OwnRedis } from '@certline/testing';
import { freePort, startOwnRedis } from '@certline/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RedisAwayError } from '../src/enqueue.ts';
import { aDispatch, openTestQueue, until } from './queue-harness.ts';

let redis: OwnRedis;
const lines: ReturnType<typeof openTestQueue>[] = [];
const openLine = (url = redis.url) => {
  const line = openTestQueue({ url, prefix: 'away' });
  lines.push(line);
  return line;
};
beforeEach(async () => {
  redis = await startOwnRedis();
});
afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.close()));
  await redis.stop();
});

test('enqueue says at once that Redis is away, and works again once it is back', async () => {
  const line = openLine();
  await line.ready();
  await line.queue.enqueue(aDispatch());
  await redis.kill();
  for (const call of [
    () => line.queue.enqueue(aDispatch()),
    () => line.queue.enqueueAll([aDispatch()]),
    () => line.queue.depth(),
    () => line.queue.ping(),
  ]) {
    await expect(call()).rejects.toThrow(RedisAwayError);
  }
  await redis.startAgain();
  await line.ready();
  const dispatch = aDispatch();
  await line.queue.enqueue(dispatch);
  line.consume();
  await until(() => line.delivered.includes(dispatch.chunk));
});

test('a Redis that takes commands and does not answer is away', async () => {
  const line = openLine();
  await line.ready();
  process.kill(redis.process.pid, 'SIGSTOP');
  try {
    await expect(line.queue.enqueue(aDispatch())).rejects.toThrow(RedisAwayError);
  } finally {
    process.kill(redis.process.pid, 'SIGCONT');
  }
  await line.ready();
  await line.queue.enqueue(aDispatch());
});

test('an end that was opened while Redis was away works once it is there', async () => {
  await redis.kill();
  const line = openLine();
  line.consume();
  await expect(line.queue.enqueue(aDispatch())).rejects.toThrow(RedisAwayError);
  await redis.startAgain();
  await line.ready();
  const dispatch = aDispatch();
  await line.queue.enqueue(dispatch);
  await until(() => line.delivered.includes(dispatch.chunk));
});

test('an end whose start Redis refused works once Redis allows it, without a restart', async () => {
  const admin = new Redis(redis.url);
  await admin.call('ACL', 'SETUSER', 'app', 'on', '>app', '~*', '&*', '+@all', '-info');
  const line = openLine(redis.url.replace('//:test@', '//app:app@'));
  await until(() => line.errors.length > 0);
  await line.ready();
  await admin.call('ACL', 'SETUSER', 'app', '+info');
  admin.disconnect();
  await until(() =>
    line.queue.enqueue(aDispatch()).then(
      () => true,
      () => false,
    ),
  );
  expect(await line.queue.depth()).toBe(1);
});

test('the consuming end goes on after Redis crashed and came back', async () => {
  const line = openLine();
  line.consume();
  await line.ready();
  const before = aDispatch();
  await line.queue.enqueue(before);
  await until(() => line.delivered.includes(before.chunk));
  await redis.kill();
  await redis.startAgain();
  await line.ready();
  const after = aDispatch();
  await line.queue.enqueue(after);
  await until(() => line.delivered.includes(after.chunk));
});

test('both ends close while Redis is away', async () => {
  const line = openLine();
  line.consume();
  await line.ready();
  await redis.kill();
  await line.close();
  lines.splice(0);
  await redis.startAgain();
});

test('both ends close when Redis never was there', async () => {
  const line = openLine(`redis://127.0.0.1:${await freePort()}`);
  line.consume();
  await until(() => line.errors.length > 0);
  await line.close();
  lines.splice(0);
});
