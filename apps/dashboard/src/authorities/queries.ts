import { queryOptions } from '@tanstack/react-query';
import { api } from '../session/api.ts';

/** Authorities change by hand, a few times a year. */
const STALE_MS = 5 * 60_000;

export const authorityList = () =>
  queryOptions({
    queryKey: ['authorities'],
    queryFn: ({ signal }) => api.authorities.list({ signal }),
    staleTime: STALE_MS,
  });
