import type { ChunkId } from '@certline/contracts';
import type { JobsOptions } from 'bullmq';

/** The queue that hands chunks to signing workers. Its jobs are validated by `SignJobSchema`. */
export const SIGN_QUEUE = 'sign';

/** A hand-out of a chunk. `dispatch` rises with each one: BullMQ ignores a job id that it has seen. */
export type SignDispatch = { chunk: ChunkId; dispatch: number; lane: 'portal' | 'bulk' };

// BullMQ serves the lowest number first.
const PRIORITY = { portal: 1, bulk: 10 } as const satisfies Record<SignDispatch['lane'], number>;

/**
 * A job is tried once and leaves no trace: Postgres holds the work, its dispatcher decides what is tried
 * again and when, and Redis keeps nothing that is finished.
 */
export function signJobOptions({ chunk, dispatch, lane }: SignDispatch): JobsOptions {
  return {
    jobId: `${chunk}-${dispatch}`,
    priority: PRIORITY[lane],
    attempts: 1,
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** Keys of one installation share a hash tag, so that they live on one node of a Redis Cluster. */
export const keyPrefix = (prefix: string): string => `{${prefix}}`;
