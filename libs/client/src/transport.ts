import { ProblemSchema } from '@certline/contracts';
import { AnswerError, ConnectionError } from './connection-error.ts';
import { ProblemError } from './problem-error.ts';
import { backoffMs, pause, retryAfterSeconds } from './retry.ts';

export interface ClientOptions {
  /** Where the API answers, without a path: `https://certline.example.com`. Empty in a browser on its own origin. */
  baseUrl: string;
  /** An API key; leave out where a session cookie signs in. */
  apiKey?: string;
  /** Sent with every call: a server that acts for a signed-in person passes the `cookie` on. */
  headers?: Record<string, string>;
  /** How often a call that is safe to repeat is tried again. Default 3. */
  retries?: number;
  /** The longest `Retry-After`, in seconds, that is waited out; beyond it the error is thrown. Default 30. */
  longestPauseSeconds?: number;
}

/** What any call may be given by its caller. */
export interface CallOptions {
  signal?: AbortSignal;
}

interface Call extends CallOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  /** The server does the same thing at most once, so that the call may be repeated. GET always may. */
  repeatable?: boolean;
}

/** Sends a call and returns its 2xx answer. Throws ProblemError, ConnectionError or AnswerError. */
export type Send = (path: string, call?: Call) => Promise<Response>;

/** Status codes that say "later", not "no". */
const LATER = new Set([429, 503]);

export function createSend(options: ClientOptions): Send {
  const retries = options.retries ?? 3;
  const longestPauseMs = (options.longestPauseSeconds ?? 30) * 1000;

  return async (path, call = {}) => {
    const repeatable = call.repeatable ?? (call.method ?? 'GET') === 'GET';
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await once(options, path, call);
      if (outcome instanceof Response) return outcome;
      const pauseMs = pauseBefore(outcome, attempt);
      if (!repeatable || attempt >= retries || pauseMs === null || pauseMs > longestPauseMs) throw outcome;
      await pause(pauseMs, call.signal);
    }
  };
}

async function once(
  options: ClientOptions,
  path: string,
  call: Call,
): Promise<Response | ProblemError | ConnectionError | AnswerError> {
  const headers = new Headers({ accept: 'application/json', ...options.headers, ...call.headers });
  if (options.apiKey !== undefined) headers.set('authorization', `Bearer ${options.apiKey}`);
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(options.baseUrl + path + queryString(call.query), {
      method: call.method ?? 'GET',
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ?? null,
    });
  } catch (cause) {
    if (call.signal?.aborted === true) throw cause;
    return new ConnectionError(cause);
  }
  return response.ok ? response : refusal(response);
}

async function refusal(response: Response): Promise<ProblemError | AnswerError> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return new AnswerError(response.status, cause);
  }
  const problem = ProblemSchema.safeParse(json);
  if (!problem.success) return new AnswerError(response.status, problem.error);
  return new ProblemError(problem.data, retryAfterSeconds(response.headers.get('retry-after'), Date.now()));
}

/** Milliseconds until another try makes sense, or null when the answer will stay the same. */
function pauseBefore(error: ProblemError | ConnectionError | AnswerError, attempt: number): number | null {
  const wait = backoffMs(attempt, Math.random());
  if (error instanceof ConnectionError) return wait;
  if (error instanceof AnswerError) return error.status >= 502 && error.status <= 504 ? wait : null;
  const { status, code } = error.problem;
  if (!LATER.has(status) && code !== 'idempotency_in_progress') return null;
  return error.retryAfterSeconds === null ? wait : error.retryAfterSeconds * 1000;
}

function queryString(query: Call['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}
