import type { ErrorCode, Fault } from '@certline/contracts';

/**
 * A refusal that the caller gets to read: `code` for programs, `detail` for people (what happened and what to
 * do). `headers` go out with it, such as `Retry-After`. A `cause` is for the log alone.
 */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { faults?: readonly Fault[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'ApiError';
    this.code = code;
    this.faults = more.faults;
    this.headers = more.headers ?? {};
  }
}

/**
 * The one answer for what does not exist and for what the caller may not see: an unknown route, a malformed
 * id and another team's certificate cannot be told apart.
 */
export const notFound = (): ApiError =>
  new ApiError(
    'not_found',
    'There is nothing here, or nothing that you may see. Check the address and the team.',
  );
