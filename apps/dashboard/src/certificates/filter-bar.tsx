'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { authorityList } from '../authorities/queries.ts';
import { EVERYTHING, type ListView } from './filter-url.ts';
import { FilterChip } from './filter-chip.tsx';
import { STATUS_WORDS, STATUSES } from './status-words.ts';

const SPANS = [
  ['0', 'Already ended'],
  ['7', 'Within 7 days'],
  ['30', 'Within 30 days'],
  ['90', 'Within 90 days'],
] as const;

const STATUS_OPTIONS = STATUSES.map((status) => [status, STATUS_WORDS[status]] as const);

/** The filters as chips: quiet while they say "any", filled with a way out once they narrow the list. */
export function FilterBar({
  view,
  onChange,
}: {
  view: ListView;
  onChange: (change: Partial<ListView>) => void;
}) {
  const authorities = useQuery(authorityList());
  const issuers = (authorities.data?.items ?? []).filter((authority) => authority.kind === 'intermediate');
  const days = view.expiresWithinDays;
  const spans =
    days === null || SPANS.some(([value]) => value === String(days))
      ? SPANS
      : [...SPANS, [String(days), `Within ${String(days)} days`] as const];
  const narrowed = { ...view, q: '' };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterChip
        name="Status"
        value={view.status}
        options={STATUS_OPTIONS}
        onChange={(value) => onChange({ status: STATUSES.find((status) => status === value) ?? null })}
      />
      <FilterChip
        name="Expires"
        value={days === null ? null : String(days)}
        options={spans}
        onChange={(value) => onChange({ expiresWithinDays: value === null ? null : Number(value) })}
      />
      {(issuers.length > 1 || view.authority !== null) && (
        <FilterChip
          name="Authority"
          value={view.authority}
          options={issuers.map((authority) => [authority.slug, authority.name] as const)}
          onChange={(authority) => onChange({ authority })}
        />
      )}
      {view.label !== null && (
        <FilterChip
          name="Label"
          value={view.label}
          options={[[view.label, view.label]]}
          onChange={(label) => onChange({ label })}
        />
      )}
      {JSON.stringify(narrowed) !== JSON.stringify(EVERYTHING) && (
        <button
          type="button"
          className="inline-flex h-8 items-center gap-1 rounded-md px-2 text-[0.8125rem] text-soft hover:text-text"
          onClick={() => onChange({ ...EVERYTHING, q: view.q })}
        >
          <X aria-hidden className="size-3.5" /> Clear filters
        </button>
      )}
    </div>
  );
}
