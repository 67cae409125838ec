import { DAY } from '../time/relative.ts';

export const WEEKS = 52;
const WEEK = 7 * DAY;

export interface Week {
  /** First moment of the week, ms since 1970. */
  startMs: number;
  count: number;
}

/** How many certificates end in each of the coming 52 weeks, counted from `nowMs`. */
export function expiryWeeks(notAfters: readonly string[], nowMs: number): Week[] {
  const counts = new Array<number>(WEEKS).fill(0);
  for (const notAfter of notAfters) {
    const week = Math.floor((Date.parse(notAfter) - nowMs) / WEEK);
    const before = counts[week];
    if (before !== undefined) counts[week] = before + 1;
  }
  return counts.map((count, index) => ({ startMs: nowMs + index * WEEK, count }));
}
