'use client';
import { ChevronDown, X } from 'lucide-react';
import { classNames } from '../ui/class-names.ts';

/** One filter: a native list in the shape of a chip. `null` stands for "any". */
export function FilterChip({
  name,
  value,
  options,
  onChange,
}: {
  name: string;
  value: string | null;
  options: readonly (readonly [value: string, word: string])[];
  onChange: (value: string | null) => void;
}) {
  const set = value !== null;
  const word = options.find(([option]) => option === value)?.[1] ?? value;
  return (
    <span
      className={classNames(
        'relative inline-flex h-8 items-center rounded-full border text-[0.8125rem]',
        'has-[select:focus-visible]:outline-2 has-[select:focus-visible]:outline-offset-2 has-[select:focus-visible]:outline-accent',
        set
          ? 'border-accent bg-accent-wash text-accent'
          : 'border-line-strong/60 bg-surface text-soft hover:text-text',
      )}
    >
      <span
        aria-hidden
        className={classNames('flex items-center gap-1 pl-3 font-medium', set ? 'pr-1.5' : 'pr-2.5')}
      >
        {set ? `${name}: ${word ?? ''}` : name}
        {!set && <ChevronDown className="size-3.5" />}
      </span>
      <select
        aria-label={name}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        className="absolute inset-0 w-full rounded-full bg-surface text-text opacity-0"
      >
        <option value="">Any</option>
        {options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
      {set && (
        <button
          type="button"
          aria-label={`Remove the filter ${name}`}
          onClick={() => onChange(null)}
          className="relative z-10 mr-1 grid size-6 place-items-center rounded-full hover:bg-surface"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
