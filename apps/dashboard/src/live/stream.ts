const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
/** A timer that comes this late has slept with its machine. */
const CHECK_MS = 5000;
const SLEPT_MS = 30_000;

interface Listener {
  onOpen: () => void;
  onLost: () => void;
  onData: (data: string) => void;
}

/**
 * Keeps `GET /v1/events` open: through lost connections (EventSource resumes those by itself, with
 * Last-Event-ID), through answers that make it give up, and through the sleep of the machine, after
 * which a dead connection can look alive for minutes. Returns the way to stop.
 */
export function openStream({ onOpen, onLost, onData }: Listener): () => void {
  let source: EventSource | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let again: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    clearTimeout(again);
    source?.close();
    const opened = new EventSource('/v1/events');
    source = opened;
    opened.addEventListener('open', () => {
      pauseMs = FIRST_PAUSE_MS;
      onOpen();
    });
    opened.addEventListener('certificate', (event) => {
      if (typeof event.data === 'string') onData(event.data);
    });
    opened.addEventListener('error', () => {
      onLost();
      if (opened.readyState !== EventSource.CLOSED) return;
      again = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
  }

  let checkedAt = Date.now();
  const watch = setInterval(() => {
    const late = Date.now() - checkedAt - CHECK_MS;
    checkedAt = Date.now();
    if (late > SLEPT_MS) connect();
  }, CHECK_MS);

  window.addEventListener('online', connect);
  connect();
  return () => {
    clearInterval(watch);
    clearTimeout(again);
    window.removeEventListener('online', connect);
    source?.close();
  };
}
