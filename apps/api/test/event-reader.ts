import type { CertificateEvent } from '@certline/contracts';
import { untilTrue } from './api-harness.ts';

/** A client of an event stream that notes what it hears. */
export type EventReader = {
  events: CertificateEvent[];
  comments: string[];
  headers: Headers;
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>;
  isEnded: () => boolean;
  /** Waits for the first event that fits. */
  until: (fits: (event: CertificateEvent) => boolean) => Promise<CertificateEvent>;
  close: () => void;
};

/** Opens a stream and reads it in the background. */
export async function readEvents(url: string, headers: Record<string, string>): Promise<EventReader> {
  const stop = new AbortController();
  const answer = await fetch(url, { headers, signal: stop.signal });
  if (answer.body === null || !answer.ok) throw new Error(`no stream: ${answer.status}`);
  const events: CertificateEvent[] = [];
  const comments: string[] = [];
  let isEnded = false;
  const read = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const part of body) {
        text += decoder.decode(part, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) readBlock(block, events, comments);
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
    isEnded = true;
  };
  return {
    events,
    comments,
    headers: answer.headers,
    ended: read(answer.body),
    isEnded: () => isEnded,
    until: async (fits) => {
      await untilTrue(() => events.some(fits));
      const found = events.find(fits);
      if (found === undefined) throw new Error('unreachable');
      return found;
    },
    close: () => stop.abort(),
  };
}

function readBlock(block: string, events: CertificateEvent[], comments: string[]): void {
  if (block.startsWith(':')) {
    comments.push(block);
    return;
  }
  const fields = new Map(
    block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
  );
  const event = JSON.parse(fields.get('data') ?? '') as CertificateEvent;
  if (fields.get('event') !== 'certificate' || fields.get('id') !== event.id) throw new Error(block);
  events.push(event);
}
