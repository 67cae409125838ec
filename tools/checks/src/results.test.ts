import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@certline/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sum, type Task, tally } from './results.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory('certline-results');
});
afterEach(() => folder.remove());

const aTask = (changes: Partial<Task>): Task => ({
  id: '@certline/domain:unit',
  target: 'unit',
  project: '@certline/domain',
  succeeded: true,
  cached: false,
  ...changes,
});

async function vitestWrote(results: object): Promise<void> {
  const file = join(folder.path, '@certline/domain.unit.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(results));
}

test('a check counts one', async () => {
  expect(await tally(aTask({ target: 'lint' }), folder.path)).toEqual({ passed: 1, failed: 0 });
  expect(await tally(aTask({ target: 'lint', succeeded: false }), folder.path)).toEqual({
    passed: 0,
    failed: 1,
  });
});

test("a room's tests are counted one by one", async () => {
  await vitestWrote({ numPassedTests: 7, numFailedTests: 2, success: false });
  expect(await tally(aTask({ succeeded: false }), folder.path)).toEqual({ passed: 7, failed: 2 });
});

test('a room that ran no test has failed', async () => {
  expect(await tally(aTask({}), folder.path)).toEqual({ passed: 0, failed: 1 });
  await vitestWrote({ numPassedTests: 0, numFailedTests: 0, success: true });
  expect(await tally(aTask({}), folder.path)).toEqual({ passed: 0, failed: 1 });
});

test('a test file that does not load is a failure, though no test failed', async () => {
  await vitestWrote({ numPassedTests: 3, numFailedTests: 0, success: false });
  expect(await tally(aTask({}), folder.path)).toEqual({ passed: 3, failed: 1 });
});

test('a task that failed after its tests had passed is a failure', async () => {
  await vitestWrote({ numPassedTests: 3, numFailedTests: 0, success: true });
  expect(await tally(aTask({ succeeded: false }), folder.path)).toEqual({ passed: 3, failed: 1 });
});

test('sums', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 });
});
