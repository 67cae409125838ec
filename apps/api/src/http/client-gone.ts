import type { Response } from 'express';

/** Fires when the client closes the connection before its answer was sent, or has done so already. */
export function clientGone(response: Response): AbortSignal {
  // It tells of its end only once.
  if (response.destroyed) return AbortSignal.abort();
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
