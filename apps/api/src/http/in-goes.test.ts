import { expect, test } from 'vitest';
import { mapInGoes } from './in-goes.ts';

test('others get their turn after each go, and the order stays', async () => {
  let turn = 0;
  let ended = false;
  const tick = () => {
    turn += 1;
    if (!ended) setImmediate(tick);
  };
  setImmediate(tick);
  const turns = await mapInGoes(
    Array.from({ length: 100 }, (_, index) => index),
    16,
    (index) => ({ index, turn }),
  );
  ended = true;
  expect(turns.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  const goes = [...Map.groupBy(turns, (one) => one.turn).values()].map((go) => go.length);
  expect(goes).toEqual([16, 16, 16, 16, 16, 16, 4]);
});
