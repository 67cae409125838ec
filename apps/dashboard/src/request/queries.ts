import { queryOptions } from '@tanstack/react-query';
import { api } from '../session/api.ts';

const STALE_MS = 5 * 60_000;

export const profileList = () =>
  queryOptions({
    queryKey: ['profiles'],
    queryFn: ({ signal }) => api.profiles.list({ signal }),
    staleTime: STALE_MS,
  });
