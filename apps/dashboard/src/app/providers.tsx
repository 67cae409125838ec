'use client';
import { ProblemError } from '@certline/client';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { leaveForSignIn } from '../session/leave.ts';

/** A session that has ended shows as 401 on whatever is asked next. */
function onError(error: Error): void {
  if (error instanceof ProblemError && error.problem.status === 401) leaveForSignIn();
}

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError }),
        // Events say what changed, so nothing is asked again merely because time has passed.
        // The API client does its own retries.
        defaultOptions: { queries: { staleTime: 30_000, retry: false }, mutations: { onError } },
      }),
  );
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}
