'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ListView, searchOf, viewOf } from './filter-url.ts';

/** The list's view, kept in the address so that it can be shared and survives a reload. */
export function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const path = usePathname();
  const view = viewOf(useSearchParams());
  return [view, (change) => window.history.replaceState(null, '', path + searchOf({ ...view, ...change }))];
}
