import { DAY, relativeTime } from './relative.ts';

export interface Expiry {
  words: string;
  /** The words without the verb: "in 12 days". */
  when: string;
  tone: 'calm' | 'warn' | 'bad';
}

/**
 * How urgent an end of validity is: 30 and 7 days ahead, or a third and a tenth of the lifetime
 * where that is less, so that a certificate of a week is not alarming on its first day.
 */
export function expiryOf(notBefore: string, notAfter: string, nowMs: number): Expiry {
  const left = Date.parse(notAfter) - nowMs;
  const lifetime = Date.parse(notAfter) - Date.parse(notBefore);
  const when = relativeTime(notAfter, nowMs);
  if (left <= 0) return { words: `Expired ${when}`, when, tone: 'bad' };
  const words = `Expires ${when}`;
  if (left < Math.min(7 * DAY, lifetime / 10)) return { words, when, tone: 'bad' };
  if (left < Math.min(30 * DAY, lifetime / 3)) return { words, when, tone: 'warn' };
  return { words, when, tone: 'calm' };
}
