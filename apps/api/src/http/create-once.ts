import type { IdempotencyScope, Tx } from '@certline/store';
import { checkIdempotency, rememberIdempotency } from '@certline/store';
import type { Request } from 'express';
import type { Caller } from '../access/caller.ts';
import { ApiError } from './api-error.ts';
import { idempotencyKeyOf } from './request-headers.ts';

/** What a repeated create is recognised by; null when the caller sent no Idempotency-Key. */
export type Repeatable = IdempotencyScope | null;

/** Reads the Idempotency-Key of a create. @throws ApiError header_invalid, request_invalid */
export function repeatableOf(request: Request, caller: Caller, route: string, body: unknown): Repeatable {
  const key = idempotencyKeyOf(request);
  if (key === null) return null;
  return {
    team: caller.team.id,
    caller: `${caller.kind}:${caller.id}`,
    route,
    key,
    body: textOf(body),
  };
}

/**
 * Creates, unless a call with the same Idempotency-Key and body did; key and resource are stored in one
 * transaction, so that no crash can separate them.
 * @throws ApiError idempotency_mismatch, idempotency_in_progress
 */
export async function createOnce<Result>(
  tx: Tx,
  repeatable: Repeatable,
  steps: {
    create: () => Promise<{ resource: string; result: Result }>;
    /** What to answer with when `resource` was created by an earlier call. */
    repeat: (resource: string) => Promise<Result>;
  },
): Promise<Result> {
  if (repeatable === null) return (await steps.create()).result;
  const known = await checkIdempotency(tx, repeatable);
  switch (known.outcome) {
    case 'first': {
      const { resource, result } = await steps.create();
      await rememberIdempotency(tx, repeatable, resource);
      return result;
    }
    case 'repeat':
      return steps.repeat(known.resource);
    case 'mismatch':
      throw new ApiError(
        'idempotency_mismatch',
        'This Idempotency-Key came with another body before. Use a new key for a new request.',
      );
    case 'in_progress':
      throw new ApiError(
        'idempotency_in_progress',
        'The first call with this Idempotency-Key is still running. Repeat this one in a moment.',
        { headers: { 'Retry-After': '1' } },
      );
  }
}

/** The body as text to compare; one that is nested too deep for that was never accepted. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ApiError('request_invalid', 'The body is nested deeper than any request is.', { cause: error });
  }
}
