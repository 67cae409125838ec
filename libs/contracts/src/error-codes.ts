/**
 * Every code a problem+json answer can carry, with the HTTP status it is answered with and its title.
 * A closed set: programs switch on `code`, people read `detail`.
 */
export const ERRORS = {
  body_malformed: { status: 400, title: 'The body could not be read' },
  query_malformed: { status: 400, title: 'The query could not be read' },
  cursor_invalid: { status: 400, title: 'The cursor is not one of ours' },
  header_invalid: { status: 400, title: 'A header could not be read' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  origin_refused: { status: 403, title: 'The request came from another site' },
  scope_missing: { status: 403, title: 'This API key may not do that' },
  forbidden: { status: 403, title: 'You may not do that' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_acceptable: { status: 406, title: 'Not available in that form' },
  state_conflict: { status: 409, title: 'Not possible in its present state' },
  idempotency_mismatch: { status: 409, title: 'Idempotency-Key was used for another request' },
  idempotency_in_progress: { status: 409, title: 'The first request with this key is still running' },
  body_too_large: { status: 413, title: 'The body is too large' },
  media_type_unsupported: { status: 415, title: 'Media type not supported' },
  request_invalid: { status: 422, title: 'The request was read but cannot be accepted' },
  policy_refused: { status: 422, title: 'Policy does not allow this certificate' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part that this needs is away' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];
