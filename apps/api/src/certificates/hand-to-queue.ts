import type { SignDispatch } from '@certline/queue/enqueue';
import type { Dependencies } from '../dependencies.ts';

/**
 * Gives committed work to the queue without waiting. When Redis is away nothing is lost: the hand-out lapses
 * in Postgres and the dispatcher of a worker takes over.
 */
export function handToQueue(
  { queue, logger }: Pick<Dependencies, 'queue' | 'logger'>,
  work: SignDispatch,
): void {
  queue.enqueue(work).catch((error: unknown) => {
    logger.warn(
      { err: error, chunk: work.chunk },
      'could not reach the queue; a worker will take the work over',
    );
  });
}
