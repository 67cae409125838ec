import { ApiError } from './api-error.ts';

/** Work that only a few do at once, while a few more wait their turn. */
export type Turns = {
  /** @throws ApiError unavailable, with Retry-After, when too many wait already */
  take: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

const RETRY_AFTER_SECONDS = '2';

/** `atOnce` at work and at most `waiting` in line behind them, first come, first served. */
export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  let atWork = 0;
  const line: (() => void)[] = [];
  return {
    async take(work) {
      if (atWork < atOnce) atWork += 1;
      else if (line.length < waiting) await new Promise<void>((resolve) => line.push(resolve));
      else throw busy();
      try {
        return await work();
      } finally {
        // The next in line takes the place over, so that nobody slips in between.
        const next = line.shift();
        if (next === undefined) atWork -= 1;
        else next();
      }
    },
  };
}

const busy = (): ApiError =>
  new ApiError('unavailable', 'Too many ask for this at the moment. Try again shortly.', {
    headers: { 'Retry-After': RETRY_AFTER_SECONDS },
  });
