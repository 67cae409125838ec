import type { Response } from 'express';

type Headers = Readonly<Record<string, string>>;

/** What a route answers with; `streaming` when it has taken the response over itself. */
export type Answer =
  | { kind: 'json'; status: number; body: unknown; headers: Headers }
  | { kind: 'content'; status: number; contentType: string; content: string | Uint8Array; headers: Headers }
  | { kind: 'empty'; status: number; headers: Headers }
  | { kind: 'streaming' };

export const json = (status: number, body: unknown, headers: Headers = {}): Answer => ({
  kind: 'json',
  status,
  body,
  headers,
});

export const content = (contentType: string, data: string | Uint8Array, headers: Headers = {}): Answer => ({
  kind: 'content',
  status: 200,
  contentType,
  content: data,
  headers,
});

export const empty = (status: number, headers: Headers = {}): Answer => ({ kind: 'empty', status, headers });

export const STREAMING: Answer = { kind: 'streaming' };

/** Sends the answer. What a team sees is not for caches; a route says so where something may be kept. */
export function sendAnswer(response: Response, answer: Answer): void {
  if (answer.kind === 'streaming') return;
  response.status(answer.status).set({ 'Cache-Control': 'no-store', ...answer.headers });
  switch (answer.kind) {
    case 'json':
      response.json(answer.body);
      return;
    case 'content':
      // Set on the raw response: express would add a charset to media types that have none.
      response.setHeader('Content-Type', answer.contentType);
      response.end(typeof answer.content === 'string' ? answer.content : Buffer.from(answer.content));
      return;
    case 'empty':
      response.end();
      return;
  }
}
