import { queryOptions } from '@tanstack/react-query';
import { api, type ApiSource } from '../session/api.ts';

const STALE_MS = 5 * 60_000;

export const profileList = (source: ApiSource = api) =>
  queryOptions({
    queryKey: ['profiles'],
    queryFn: async ({ signal }) => (await source()).profiles.list({ signal }),
    staleTime: STALE_MS,
  });
