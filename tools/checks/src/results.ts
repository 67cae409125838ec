import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** One task of an Nx run: a check or the tests of one room. */
export interface Task {
  readonly id: string;
  readonly target: string;
  readonly project: string;
  readonly succeeded: boolean;
  readonly cached: boolean;
}

const nxRun = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      target: z.string(),
      projectName: z.string(),
      status: z.number(),
      cacheStatus: z.string(),
    }),
  ),
});

const vitestResults = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
});
const playwrightResults = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** What Nx wrote about the run that has just ended. */
export async function tasksOfLastRun(cacheFolder: string): Promise<Task[]> {
  const { tasks } = nxRun.parse(JSON.parse(await readFile(join(cacheFolder, 'run.json'), 'utf8')));
  return tasks.map((task) => ({
    id: task.taskId,
    target: task.target,
    project: task.projectName,
    succeeded: task.status === 0,
    cached: task.cacheStatus !== 'cache-miss',
  }));
}

/**
 * Counts what one task proved: each test of a room, or one for a check. A task that failed counts at least one
 * failure, also when its tests passed or never ran; a test that passed only when tried again is a failure.
 * @param resultsFolder where vitest and playwright left their JSON results, by project and target
 */
export async function tally(task: Task, resultsFolder: string): Promise<Tally> {
  const tests = await testsOf(task, resultsFolder);
  if (tests === undefined) return task.succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const ranNone = tests.passed + tests.failed === 0;
  return !task.succeeded || ranNone ? { ...tests, failed: Math.max(tests.failed, 1) } : tests;
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}

async function testsOf(task: Task, resultsFolder: string): Promise<Tally | undefined> {
  if (task.target === 'unit' || task.target === 'integration') {
    const text = await readFile(join(resultsFolder, `${task.project}.${task.target}.json`), 'utf8').catch(
      () => undefined,
    );
    if (text === undefined) return { passed: 0, failed: 0 };
    const { numPassedTests, numFailedTests, success } = vitestResults.parse(JSON.parse(text));
    // A file that does not load has no tests to fail.
    return { passed: numPassedTests, failed: success ? numFailedTests : Math.max(numFailedTests, 1) };
  }
  if (task.target === 'e2e') {
    const text = await readFile(join(resultsFolder, `${task.project}.${task.target}.json`), 'utf8').catch(
      () => undefined,
    );
    if (text === undefined) return { passed: 0, failed: 0 };
    const { expected, unexpected, flaky } = playwrightResults.parse(JSON.parse(text)).stats;
    return { passed: expected, failed: unexpected + flaky };
  }
  return undefined;
}
