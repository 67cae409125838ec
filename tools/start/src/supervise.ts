import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess } from '@certline/services';

export interface PartDefinition {
  readonly name: string;
  /** Starts it and resolves once it answers. */
  readonly start: () => Promise<ManagedProcess>;
  readonly stop: (process: ManagedProcess) => Promise<void>;
}

export interface SupervisedPart {
  readonly name: string;
  pid(): number;
  stop(): Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A part that ran this long was well; its next fall begins with the shortest pause again. */
const healthyAfterMs = 60_000;

/**
 * Starts a part and keeps it running: when it ends by itself it is started again, after a pause that doubles with
 * each fall.
 * @param say prints one line for the person at the terminal
 * @param changed called after each restart, when the part has another process id
 */
export async function supervise(
  part: PartDefinition,
  say: (line: string) => void,
  changed: () => Promise<void>,
): Promise<SupervisedPart> {
  let current = await part.start();
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const watching = watch();

  async function watch(): Promise<void> {
    let pauseMs = firstPauseMs;
    let startedAt = performance.now();
    for (;;) {
      const { code, signal } = await current.exited;
      if (isStopping()) return;
      if (performance.now() - startedAt > healthyAfterMs) pauseMs = firstPauseMs;
      say(
        `${part.name} ended (${signal ?? `exit code ${code ?? 'unknown'}`}); starting it again in ${pauseMs / 1000} s.`,
      );
      for (;;) {
        try {
          await delay(pauseMs, undefined, { signal: stopping.signal });
        } catch {
          return;
        }
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        try {
          current = await part.start();
          break;
        } catch (error) {
          say(`${part.name} did not start (${messageOf(error)}); trying again in ${pauseMs / 1000} s.`);
        }
      }
      // Asked to stop while it was starting: `stop` knew only the one before.
      if (isStopping()) {
        await part.stop(current);
        return;
      }
      startedAt = performance.now();
      say(`${part.name} runs again (process ${current.pid}).`);
      // A full disk, say: no reason to let go of the parts that run.
      await changed().catch((error: unknown) => {
        say(`The new process id could not be written down (${messageOf(error)}).`);
      });
    }
  }

  return {
    name: part.name,
    pid: () => current.pid,
    async stop() {
      stopping.abort();
      await part.stop(current);
      await watching;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
