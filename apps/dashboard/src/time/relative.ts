const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** "in 12 days", "5 minutes ago"; whole days from two days on, since halves help nobody. */
export function relativeTime(iso: string, nowMs: number): string {
  const distance = Date.parse(iso) - nowMs;
  const size = Math.abs(distance);
  if (size < 5 * SECOND) return 'just now';
  if (size < MINUTE) return words.format(Math.trunc(distance / SECOND), 'second');
  if (size < HOUR) return words.format(Math.trunc(distance / MINUTE), 'minute');
  if (size < 2 * DAY) return words.format(Math.trunc(distance / HOUR), 'hour');
  if (size < 730 * DAY) return words.format(Math.trunc(distance / DAY), 'day');
  return words.format(Math.trunc(distance / (365.25 * DAY)), 'year');
}

/** The exact moment in UTC, the clock that certificates are written in. */
export function exactTime(iso: string): string {
  return `${exact.format(new Date(iso))} UTC`;
}

export function calendarDay(iso: string): string {
  return day.format(new Date(iso));
}

/** A span between two stations: "<1 ms", "12 ms", "1.4 s", "3 min". */
export function duration(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < SECOND) return `${String(Math.round(ms))} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < HOUR) return `${String(Math.round(ms / MINUTE))} min`;
  if (ms < 2 * DAY) return `${String(Math.round(ms / HOUR))} h`;
  return `${String(Math.round(ms / DAY))} days`;
}

/** A span after something else: "+12 ms". */
export function since(ms: number): string {
  return ms < 1 ? duration(ms) : `+${duration(ms)}`;
}
