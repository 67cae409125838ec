import type { Request } from 'express';
import { z } from 'zod';
import { ApiError } from './api-error.ts';

const LONGEST_WAIT_SECONDS = 30;

/** The headers of a create, for the OpenAPI document. */
export const CreateHeadersSchema = z.object({
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description: 'Repeating the call with the same key and body gives the same resource. Kept 24 hours.',
  }),
  Prefer: z
    .string()
    .optional()
    .meta({ description: '`wait=N` (RFC 7240): wait up to N ≤ 30 seconds for the final state.' }),
});

/** @returns the Idempotency-Key, or null without one. @throws ApiError header_invalid */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.get('Idempotency-Key');
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ApiError(
    'header_invalid',
    'Idempotency-Key has 1 to 255 printable ASCII characters without spaces. A UUID is a good one.',
  );
}

/**
 * Seconds of `Prefer: wait=N` (RFC 7240 4.3), at most 30; null when waiting is not preferred.
 * A preference that cannot be read is ignored, as section 2 of the RFC asks.
 */
export function preferredWaitOf(request: Request): number | null {
  for (const preference of (request.get('Prefer') ?? '').split(',')) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(;.*)?$/i.exec(preference)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), LONGEST_WAIT_SECONDS);
  }
  return null;
}
