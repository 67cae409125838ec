import type { Certificate, Page } from '@certline/contracts';
import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { certificateKeys, certificateList, PAGE_SIZE } from '../certificates/queries.ts';
import { api } from '../session/api.ts';
import { withFreshFirst, withReplaced } from './fresh-pages.ts';

type LongList = InfiniteData<Page<Certificate>, string | null>;

/** More changes than this further down are left to the next look at the list. */
const MOST_SINGLE = 20;

/** Brings the lists up to date after events of the certificates `touched`, without fetching long ones whole. */
export async function refreshLists(queries: QueryClient, touched: ReadonlySet<string>): Promise<void> {
  const cached = queries.getQueryCache().findAll({ queryKey: certificateKeys.lists, type: 'active' });
  const long = cached.filter(isLong);
  await Promise.all([
    queries.invalidateQueries({ queryKey: certificateKeys.lists, predicate: (query) => !isLong(query) }),
    ...long.map((query) => refreshLong(queries, query, touched)),
  ]);
}

function isLong(query: Query): boolean {
  const data = query.state.data;
  return (
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > 1
  );
}

async function refreshLong(queries: QueryClient, query: Query, touched: ReadonlySet<string>): Promise<void> {
  const [, filter] = query.queryKey as ReturnType<typeof certificateKeys.list>;
  const { queryKey } = certificateList(filter);
  const { certificates } = await api();
  const first = await certificates.list({ ...filter, limit: PAGE_SIZE });
  const inFirst = new Set<string>(first.items.map((certificate) => certificate.id));
  const shown = queries.getQueryData<LongList>(queryKey)?.pages.flatMap((page) => page.items) ?? [];
  const deeper = shown.filter(({ id }) => touched.has(id) && !inFirst.has(id)).slice(0, MOST_SINGLE);
  const changed = await Promise.all(deeper.map(({ id }) => certificates.get(id)));
  queries.setQueryData<LongList>(
    queryKey,
    (list) => list && { ...list, pages: withReplaced(withFreshFirst(list.pages, first), changed) },
  );
}
