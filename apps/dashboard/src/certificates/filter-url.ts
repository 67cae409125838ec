import type { CertificateStatus } from '@certline/contracts';
import { DAY } from '../time/relative.ts';
import type { CertificateFilter } from './queries.ts';
import { STATUSES } from './status-words.ts';

/** What the list is narrowed to, as it stands in the address. */
export interface ListView {
  q: string;
  status: CertificateStatus | null;
  authority: string | null;
  label: string | null;
  /** Only those that end within so many days; 0 for those that have ended. */
  expiresWithinDays: number | null;
}

export const EVERYTHING: ListView = {
  q: '',
  status: null,
  authority: null,
  label: null,
  expiresWithinDays: null,
};

const HOUR_MS = 3_600_000;

/** Reads a query string; what it does not understand counts as not said. */
export function viewOf(search: URLSearchParams): ListView {
  const expires = search.get('expires');
  return {
    q: search.get('q') ?? '',
    status: STATUSES.find((status) => status === search.get('status')) ?? null,
    authority: search.get('authority'),
    label: search.get('label'),
    expiresWithinDays: expires !== null && /^\d{1,4}$/.test(expires) ? Number(expires) : null,
  };
}

/** The address of a view; empty for the whole list. */
export function searchOf(view: ListView): string {
  const search = new URLSearchParams();
  if (view.q !== '') search.set('q', view.q);
  if (view.status !== null) search.set('status', view.status);
  if (view.authority !== null) search.set('authority', view.authority);
  if (view.label !== null) search.set('label', view.label);
  if (view.expiresWithinDays !== null) search.set('expires', String(view.expiresWithinDays));
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** The view in the API's terms. The moment is rounded up to the hour, so that a reload asks the same. */
export function filterOf(view: ListView, nowMs: number): CertificateFilter {
  const filter: CertificateFilter = {};
  const q = view.q.trim();
  if (q !== '') filter.q = q;
  if (view.status !== null) filter.status = view.status;
  if (view.authority !== null) filter.authority = view.authority;
  if (view.label !== null) filter.label = view.label;
  if (view.expiresWithinDays !== null) {
    const end = nowMs + view.expiresWithinDays * DAY;
    filter.expiresBefore = new Date(Math.ceil(end / HOUR_MS) * HOUR_MS).toISOString();
  }
  return filter;
}
