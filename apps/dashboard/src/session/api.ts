import { createClient } from '@certline/client';

/** The API as the person in front of this browser; the session cookie signs in. */
export const api = createClient({ baseUrl: '' });
