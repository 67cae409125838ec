import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess } from '@certline/services';
import { StartFault } from './faults.ts';

const limitMs = 60_000;

/**
 * Waits until the address answers with less than 500; stops the process when that does not come about.
 * @throws StartFault with what its log says when it ends, or does not answer within a minute.
 */
export async function untilAnswers(
  process: ManagedProcess,
  url: string,
  log: string,
): Promise<ManagedProcess> {
  const begin = performance.now();
  while (!(await answers(url))) {
    if (!process.isRunning()) {
      throw new StartFault(
        `${process.name} ended while it started: ${await whatItSaid(log)} (more in ${log}).`,
      );
    }
    if (performance.now() - begin > limitMs) {
      await process.stop();
      throw new StartFault(`${process.name} did not answer within a minute; its log ${log} says why.`);
    }
    await delay(40);
  }
  return process;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** The line of the log's end that is most likely to say why: the last that speaks of an error, else the very last. */
async function whatItSaid(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-40);
  return (lines.findLast((line) => /error|fault/i.test(line)) ?? lines.at(-1) ?? '').trim();
}
