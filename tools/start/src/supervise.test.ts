import { setTimeout as delay } from 'node:timers/promises';
import { startProcess } from '@certline/services';
import { expect, test } from 'vitest';
import { supervise } from './supervise.ts';

const sleep = () => startProcess({ name: 'sleep', command: '/bin/sleep', args: ['600'], env: {} });
const fails = () => startProcess({ name: 'fails', command: '/bin/false', args: [], env: {} });

test('a part that keeps ending is started again after pauses that grow', async () => {
  const said: string[] = [];
  const part = await supervise(
    { name: 'The part', start: fails, stop: (process) => process.stop() },
    (line) => said.push(line),
    () => Promise.resolve(),
  );
  while (said.filter((line) => line.includes('starting it again')).length < 3) await delay(20);
  await part.stop();
  expect(said.map((line) => /again in ([\d.]+) s/.exec(line)?.[1]).filter(Boolean)).toEqual([
    '0.5',
    '1',
    '2',
  ]);
});

test('a part that cannot be started again is tried again, and a stop ends the trying', async () => {
  const said: string[] = [];
  let starts = 0;
  const start = async () => {
    starts += 1;
    if (starts === 2) throw new Error('the port is taken');
    return sleep();
  };
  const part = await supervise(
    { name: 'The part', start, stop: (process) => process.stop() },
    (line) => said.push(line),
    () => Promise.resolve(),
  );
  const first = part.pid();
  process.kill(first, 'SIGKILL');
  while (part.pid() === first) await delay(20);
  expect(said.join('\n')).toContain('The part did not start (the port is taken); trying again in 1 s.');
  await part.stop();
  expect(() => process.kill(part.pid(), 0)).toThrow(/ESRCH/);
});

test('a stop while the part is starting again ends the new one too', async () => {
  let starts = 0;
  const gate = Promise.withResolvers<undefined>();
  const started: number[] = [];
  const start = async () => {
    starts += 1;
    if (starts === 2) await gate.promise;
    const process = await sleep();
    started.push(process.pid);
    return process;
  };
  const part = await supervise(
    { name: 'The part', start, stop: (process) => process.stop() },
    () => undefined,
    () => Promise.resolve(),
  );
  process.kill(part.pid(), 'SIGKILL');
  while (starts < 2) await delay(20);
  const stopped = part.stop();
  gate.resolve(undefined);
  await stopped;
  expect(started).toHaveLength(2);
  for (const pid of started) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
});

test('a part goes on being watched when its new process id cannot be written down', async () => {
  const said: string[] = [];
  const part = await supervise(
    { name: 'The part', start: sleep, stop: (process) => process.stop() },
    (line) => said.push(line),
    () => Promise.reject(new Error('no space left on device')),
  );
  for (const restarts of [1, 2]) {
    process.kill(part.pid(), 'SIGKILL');
    while (said.filter((line) => line.includes('no space left on device')).length < restarts) await delay(20);
  }
  await part.stop();
  expect(() => process.kill(part.pid(), 0)).toThrow(/ESRCH/);
});
