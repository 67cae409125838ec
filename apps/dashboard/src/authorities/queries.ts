import { queryOptions } from '@tanstack/react-query';
import { api, type ApiSource } from '../session/api.ts';

/** Authorities change by hand, a few times a year. */
const STALE_MS = 5 * 60_000;

export const authorityList = (source: ApiSource = api) =>
  queryOptions({
    queryKey: ['authorities'],
    queryFn: async ({ signal }) => (await source()).authorities.list({ signal }),
    staleTime: STALE_MS,
  });
