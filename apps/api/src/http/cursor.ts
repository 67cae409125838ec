import type { CertificateId } from '@certline/contracts';
import { CertificateIdSchema } from '@certline/contracts';
import { ApiError } from './api-error.ts';

const VERSION = 'c1:';

/** The opaque text of a place in a list of certificates. */
export const cursorAfter = (id: string): string => Buffer.from(`${VERSION}${id}`).toString('base64url');

/** @throws ApiError cursor_invalid for a text that no answer of ours held */
export function readCursor(cursor: string): CertificateId {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const parsed = CertificateIdSchema.safeParse(text.slice(VERSION.length));
  if (parsed.success && cursorAfter(parsed.data) === cursor) return parsed.data;
  throw new ApiError(
    'cursor_invalid',
    'Give `nextCursor` of the page before as it is, or none to begin anew.',
  );
}
