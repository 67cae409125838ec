import type { Request } from 'express';
import { ApiError } from '../http/api-error.ts';

/**
 * Refuses a call that another site's page may have made with the cookie of the person looking at it.
 * Browsers send `Origin` with every POST and DELETE; absent or `null` therefore proves nothing.
 */
export function requireOwnOrigin(request: Request, publicUrl: string): void {
  if (request.get('Origin') === publicUrl) return;
  throw new ApiError(
    'origin_refused',
    'With a session cookie, calls that change something must come from the portal itself (header Origin). Programs sign in with an API key.',
  );
}
