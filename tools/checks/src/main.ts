// `npm test`: every check and every test of the repository, through Nx; the last line says how many passed.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestServices, testServiceVariables } from '@certline/testing';
import { sum, type Tally, type Task, tally, tasksOfLastRun } from './results.ts';

import { root } from './repository.ts';
const resultsFolder = join(root, 'test-results');

/** One Nx run after the other: browser tests need the machine to themselves. */
const stages = [
  {
    title: 'Checks, unit tests and integration tests',
    targets: ['format', 'lint', 'typecheck', 'boundaries', 'unused', 'unit', 'integration'],
    parallel: 2,
  },
  { title: 'Browser tests', targets: ['e2e'], parallel: 1 },
] as const;

async function main(): Promise<number> {
  // Results of an earlier run must never be counted; Nx puts back those of tasks that it does not run again.
  await rm(resultsFolder, { recursive: true, force: true });
  const begin = performance.now();
  const services = await startTestServices();
  say(`Postgres and Redis for the tests started in ${seconds(begin)}`);
  const lines: string[] = [];
  const tallies: Tally[] = [];
  // A build that two stages depend on counts once.
  const seen = new Set<string>();
  try {
    for (const { title, targets, parallel } of stages) {
      const stageBegin = performance.now();
      say(`${title} …`);
      const exitCode = await runNx(targets, parallel, {
        [testServiceVariables.postgres]: services.postgresUrl,
        [testServiceVariables.redis]: services.redisUrl,
      });
      const tasks = await tasksOfLastRun(join(root, '.nx/cache'));
      for (const task of tasks.filter(({ id }) => !seen.has(id))) {
        const counted = await tally(task, resultsFolder);
        seen.add(task.id);
        tallies.push(counted);
        lines.push(summaryLine(task, counted));
      }
      // Nx itself failed, or a task that depends on a failed one never ran.
      if (exitCode !== 0 && tasks.every((task) => task.succeeded)) tallies.push({ passed: 0, failed: 1 });
      say(`${title}: ${seconds(stageBegin)}`);
    }
  } finally {
    await services.stop();
  }
  const { passed, failed } = sum(tallies);
  process.stdout.write(`\n${lines.join('\n')}\n\nAll of it took ${seconds(begin)}.\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function runNx(
  targets: readonly string[],
  parallel: number,
  addresses: Record<string, string>,
): Promise<number> {
  const child = spawn(
    'nx',
    [
      'run-many',
      '--targets',
      targets.join(','),
      `--parallel=${parallel}`,
      '--output-style=static',
      '--nxBail=false',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...addresses, NX_DAEMON: 'false', FORCE_COLOR: '0', NX_TUI: 'false' },
    },
  );
  const stop = () => child.kill('SIGTERM');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

function summaryLine(task: Task, { passed, failed }: Tally): string {
  const verdict = failed === 0 ? 'ok  ' : 'FAIL';
  return `${verdict} ${task.id.padEnd(34)} ${passed} passed, ${failed} failed${task.cached ? ' (unchanged, from the cache)' : ''}`;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
