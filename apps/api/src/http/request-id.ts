import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const HEADER = 'X-Request-Id';

/** Gives each request an id of our own making: a client's value could forge or split log lines. */
export const assignRequestId: RequestHandler = (_request, response, next) => {
  response.setHeader(HEADER, randomUUID());
  next();
};

/** The id that the answer carries. */
export function requestIdOf(response: Response): string {
  return String(response.getHeader(HEADER));
}
