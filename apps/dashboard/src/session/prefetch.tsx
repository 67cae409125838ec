import 'server-only';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/**
 * Draws a page with its data. What cannot be fetched here is asked for again by the browser, which then says
 * what is wrong where it belongs.
 */
export async function WithData({
  load,
  children,
}: {
  load: (queries: QueryClient) => Promise<unknown>[];
  children: ReactNode;
}) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await Promise.allSettled(load(queries));
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}
