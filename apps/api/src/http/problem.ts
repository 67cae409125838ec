import type { Problem } from '@certline/contracts';
import { ERRORS } from '@certline/contracts';
import type { Logger } from '@certline/runtime';
import { isDatabaseAway } from '@certline/store';
import type { ErrorRequestHandler, Response } from 'express';
import { ApiError, notFound } from './api-error.ts';
import { requestIdOf } from './request-id.ts';

const RETRY_AFTER_SECONDS = '2';

/** The one place where an error becomes an HTTP answer (RFC 9457). Nothing internal reaches the caller. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (thrown: unknown, _request, response, next) => {
    const error = toApiError(thrown);
    const requestId = requestIdOf(response);
    if (error.code === 'internal') logger.error({ err: thrown, requestId }, 'unexpected error');
    else if (error.code === 'unavailable' && error.cause !== undefined)
      logger.warn({ err: error.cause, requestId }, 'dependency away');
    // An answer that has begun can only be broken off: express closes the connection.
    if (response.headersSent) next(thrown);
    else writeProblem(response, error);
  };
}

/** Answers with problem details. */
function writeProblem(response: Response, error: ApiError): void {
  const { status, title } = ERRORS[error.code];
  const problem: Problem = {
    type: `urn:certline:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    requestId: requestIdOf(response),
    ...(error.faults === undefined ? {} : { errors: [...error.faults] }),
  };
  response
    .status(status)
    .set({ 'Cache-Control': 'no-store', ...error.headers })
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // express cannot decode the path: such an address names nothing.
  if (error instanceof URIError) return notFound();
  if (isDatabaseAway(error)) {
    return new ApiError('unavailable', 'The database cannot be reached at the moment. Try again shortly.', {
      headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      cause: error,
    });
  }
  return new ApiError(
    'internal',
    'Something went wrong on our side. Try again; if it stays, give the request id to whoever runs Certline.',
  );
}
