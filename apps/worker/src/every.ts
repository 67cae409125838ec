import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@certline/runtime';

/** Something that runs again and again until it is stopped; `stop` waits for the run in hand. */
export type Repeating = { stop: () => Promise<void> };

/** Runs `work` now and then with a pause after each run. A run that fails is logged, and the next one tries again. */
export function every(pauseMs: number, name: string, logger: Logger, work: () => Promise<void>): Repeating {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        logger.warn({ err: error }, `${name} failed; trying again`);
      }
      // Rejects only because it was aborted, which ends the loop.
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
