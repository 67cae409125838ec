const FIRST_PAUSE_MS = 250;

/** Reads `Retry-After` (RFC 9110 10.2.3: seconds or an HTTP date) as seconds from `nowMs`; null if absent. */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - nowMs) / 1000));
}

/** Pause before try `attempt` + 1 when the server named none: doubling, with jitter so callers spread out. */
export function backoffMs(attempt: number, random: number): number {
  return FIRST_PAUSE_MS * 2 ** attempt * (0.5 + random);
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The call was cancelled.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
