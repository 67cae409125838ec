import type { Logger } from '@certline/runtime';
import type { RequestHandler, Response } from 'express';
import type { ApiMetrics } from '../metrics.ts';
import { requestIdOf } from './request-id.ts';

/** What later steps find out about a call, for its log line. */
type Seen = { route?: string; caller?: string; team?: string };

/** Adds to what the log line of this call will say. Ids and patterns only: no name, query or body. */
export function note(response: Response, seen: Seen): void {
  Object.assign(response.locals, seen);
}

/** Writes one line for each call once it has ended, and counts its time by route. */
export function observe(logger: Logger, metrics: ApiMetrics): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - startedAt;
      const { route = 'none', caller, team } = response.locals as Seen;
      const { method } = request;
      const status = response.statusCode;
      const isStream = String(response.getHeader('Content-Type')).startsWith('text/event-stream');
      if (!isStream) metrics.answered({ method, route, status, seconds: milliseconds / 1000 });
      logger.info(
        {
          requestId: requestIdOf(response),
          method,
          route,
          status,
          ms: Math.round(milliseconds * 10) / 10,
          caller,
          team,
          // The client went before the answer was whole.
          ...(response.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
    });
    next();
  };
}
