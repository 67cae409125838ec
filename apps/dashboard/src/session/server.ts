import 'server-only';
import { createClient, ProblemError } from '@certline/client';
import type { Whoami } from '@certline/contracts';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { apiUrl } from '../gateway/environment.ts';

/** The API as the person whose page is being drawn. */
export const serverApi = cache(async () => {
  const cookie = (await cookies()).toString();
  return createClient({ baseUrl: apiUrl(), headers: { cookie }, retries: 1, longestPauseSeconds: 2 });
});

/** Who is signed in; null when nobody is. Other faults are thrown. */
export const whoami = cache(async (): Promise<Whoami | null> => {
  try {
    return await (await serverApi()).whoami();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
});
