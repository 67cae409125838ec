import type { Certificate } from '@certline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { type CertificateFilter, certificateKeys } from '../certificates/queries.ts';
import { api, type ApiSource } from '../session/api.ts';

/** The most that a list answers at once: counts beyond it read "200+". */
export const MOST_COUNTED = 200;
const MOST_PAGES = 5;

/** How many certificates a filter finds, up to MOST_COUNTED + 1. */
export const certificateCount = (filter: CertificateFilter, source: ApiSource = api) =>
  queryOptions({
    queryKey: [...certificateKeys.lists, 'count', filter],
    queryFn: async ({ signal }) => {
      const page = await (await source()).certificates.list({ ...filter, limit: MOST_COUNTED }, { signal });
      return page.items.length + (page.nextCursor === null ? 0 : 1);
    },
  });

/** The newest few, whatever their state. */
export const newestCertificates = (limit: number, source: ApiSource = api) =>
  queryOptions({
    queryKey: [...certificateKeys.lists, 'newest', limit],
    queryFn: async ({ signal }) => (await (await source()).certificates.list({ limit }, { signal })).items,
  });

/** Issued certificates that end before a moment; the newest thousand of them, and whether that is all. */
export const endingBefore = (expiresBefore: string, source: ApiSource = api) =>
  queryOptions({
    queryKey: [...certificateKeys.lists, 'ending', expiresBefore],
    queryFn: async ({ signal }) => {
      const { certificates } = await source();
      const ending: Certificate[] = [];
      let cursor: string | null = null;
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const query = {
          status: 'issued',
          expiresBefore,
          limit: MOST_COUNTED,
          ...(cursor === null ? {} : { cursor }),
        } as const;
        const page = await certificates.list(query, { signal });
        ending.push(...page.items);
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      return { ending, complete: cursor === null };
    },
  });
