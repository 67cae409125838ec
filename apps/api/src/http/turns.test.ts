import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('no more than allowed work at once, in the order they came; those too many are told when to come back', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 3 });
  let atWork = 0;
  let most = 0;
  const begun: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 7 }, (_, index) =>
      turns.take(async () => {
        begun.push(index);
        atWork += 1;
        most = Math.max(most, atWork);
        await setImmediate();
        atWork -= 1;
        return index;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(results.slice(0, 5).every(({ status }) => status === 'fulfilled')).toBe(true);
  for (const result of results.slice(5)) {
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { code: 'unavailable', headers: { 'Retry-After': '2' } },
    });
  }
});

test('work that fails gives its place to the next', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 1 });
  const failing = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await turns.take(() => Promise.resolve('again'))).toBe('again');
});
