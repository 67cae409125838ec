import type { ListCertificates } from '@certline/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, type ApiSource } from '../session/api.ts';

/** Names of what is cached, so that an event can say what is old. */
export const certificateKeys = {
  lists: ['certificates'] as const,
  all: ['certificate'] as const,
  list: (filter: CertificateFilter) => ['certificates', filter] as const,
  detail: (id: string) => ['certificate', id, 'detail'] as const,
  events: (id: string) => ['certificate', id, 'events'] as const,
};

export type CertificateFilter = Pick<
  Partial<ListCertificates>,
  'q' | 'status' | 'authority' | 'label' | 'expiresBefore'
>;

export const PAGE_SIZE = 100;

export const certificateList = (filter: CertificateFilter, source: ApiSource = api) =>
  infiniteQueryOptions({
    queryKey: certificateKeys.list(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await source()).certificates.list(
        { ...filter, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const certificateDetail = (id: string, source: ApiSource = api) =>
  queryOptions({
    queryKey: certificateKeys.detail(id),
    queryFn: async ({ signal }) => (await source()).certificates.get(id, { signal }),
  });

export const certificateEvents = (id: string, source: ApiSource = api) =>
  queryOptions({
    queryKey: certificateKeys.events(id),
    queryFn: async ({ signal }) => (await source()).certificates.events(id, { signal }),
  });

export const certificatePem = (id: string, what: 'certificate' | 'chain' | 'csr') =>
  queryOptions({
    queryKey: ['pem', id, what],
    queryFn: async ({ signal }) => (await api()).certificates.pem(id, what, { signal }),
    // What is issued never changes.
    staleTime: Infinity,
  });
