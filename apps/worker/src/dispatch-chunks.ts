import type { SignQueue } from '@certline/queue/enqueue';
import type { Database } from '@certline/store';
import { takeDispatches } from '@certline/store';

/** How many chunks may wait in Redis at a time: enough to keep workers busy, few enough to change course. */
const STRETCH = 16;

/**
 * Hands out what is due from Postgres: bulk chunks, chunks whose hand-out Redis lost, and those whose worker
 * died. Postgres alone knows what is due, so an empty Redis loses nothing.
 */
export async function dispatchChunks(db: Database, queue: SignQueue): Promise<void> {
  const due = await takeDispatches(db, STRETCH);
  if (due.length > 0) await queue.enqueueAll(due);
}
