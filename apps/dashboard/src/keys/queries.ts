import { queryOptions } from '@tanstack/react-query';
import { api } from '../session/api.ts';

export const keyList = () =>
  queryOptions({ queryKey: ['keys'], queryFn: ({ signal }) => api.keys.list({ signal }) });
