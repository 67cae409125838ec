import type { Installation } from './installation.ts';

/** Holds the signing worker still while something is prepared that it must not have begun. */
export async function withoutWorker<T>({ pids }: Installation, act: () => Promise<T>): Promise<T> {
  for (const pid of pids.workers) process.kill(pid, 'SIGSTOP');
  try {
    return await act();
  } finally {
    for (const pid of pids.workers) process.kill(pid, 'SIGCONT');
  }
}
