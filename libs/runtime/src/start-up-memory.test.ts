import { expect, test } from 'vitest';
import { releaseStartUpMemory } from './start-up-memory.ts';

test('what nothing refers to any more is given back to the system', () => {
  let garbage: number[][] | null = Array.from({ length: 200 }, () => new Array<number>(50_000).fill(1.5));
  const before = process.memoryUsage().heapTotal;
  expect(garbage).toHaveLength(200);
  garbage = null;
  releaseStartUpMemory();
  expect(process.memoryUsage().heapTotal).toBeLessThan(before - 40_000_000);
  expect('gc' in globalThis).toBe(false);
});
