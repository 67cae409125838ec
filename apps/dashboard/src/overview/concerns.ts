import { EVERYTHING, type ListView } from '../certificates/filter-url.ts';

const issued = { ...EVERYTHING, status: 'issued' } as const;

/** What may need somebody: each a view of the list. */
export const CONCERNS = [
  { view: { ...issued, expiresWithinDays: 7 }, word: 'Expire within 7 days', kind: 'soon' },
  { view: { ...issued, expiresWithinDays: 30 }, word: 'Expire within 30 days', kind: 'later' },
  { view: { ...EVERYTHING, status: 'failed' }, word: 'Failed', kind: 'failed' },
  { view: { ...EVERYTHING, status: 'awaiting_approval' }, word: 'Wait for approval', kind: 'held' },
] as const satisfies readonly { view: ListView; word: string; kind: string }[];

/** How many of the newest are shown. */
export const NEWEST_SHOWN = 6;

export const YEAR_VIEW: ListView = { ...EVERYTHING, expiresWithinDays: 365 };
