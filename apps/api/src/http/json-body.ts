import type { Request, RequestHandler, Response } from 'express';
import express from 'express';
import { ApiError } from './api-error.ts';

const parse: RequestHandler = express.json({ limit: '1mb', strict: false, type: 'application/json' });

/**
 * The request's JSON. Undefined when there is no body.
 * @throws ApiError media_type_unsupported, body_too_large, body_malformed
 */
export async function readJsonBody(request: Request, response: Response): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  if (request.is('application/json') !== 'application/json') {
    throw new ApiError(
      'media_type_unsupported',
      'Send the body as JSON with Content-Type: application/json.',
    );
  }
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error: unknown) => {
      if (error === undefined) resolve();
      else reject(bodyError(error));
    });
  });
  const { body } = request as { body: unknown };
  return body;
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? '0') > 0;
}

// The `type` of body-parser's errors: https://expressjs.com/en/resources/middleware/body-parser.html#errors
function bodyError(error: unknown): Error {
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  switch (type) {
    case 'entity.too.large':
      return new ApiError('body_too_large', 'The body may have at most 1 MiB.');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new ApiError(
        'media_type_unsupported',
        'Send the body in UTF-8, not compressed or compressed with gzip, deflate or br.',
      );
    case 'entity.parse.failed':
      return new ApiError('body_malformed', 'The body is not valid JSON. Check quotes, commas and brackets.');
    case 'request.aborted':
    case 'request.size.invalid':
      return new ApiError('body_malformed', 'The body did not arrive whole. Send it again.');
    default:
      // A body that does not match its Content-Encoding ends up here, with a status in the 400s.
      return error instanceof Error && !isClientError(error)
        ? error
        : new ApiError('body_malformed', 'The body could not be read. Send plain JSON.', { cause: error });
  }
}

function isClientError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
