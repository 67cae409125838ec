import type { Response } from 'express';

/** Fires when the client has closed the connection before its answer was sent. */
export function clientGone(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
