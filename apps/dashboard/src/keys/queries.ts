import { queryOptions } from '@tanstack/react-query';
import { api, type ApiSource } from '../session/api.ts';

export const keyList = (source: ApiSource = api) =>
  queryOptions({ queryKey: ['keys'], queryFn: async ({ signal }) => (await source()).keys.list({ signal }) });
