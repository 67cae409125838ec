'use client';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { classNames } from '../ui/class-names.ts';
import { inputClass } from '../ui/field.tsx';
import { SEARCH_FIELD } from './search-field.ts';

/** Long enough to swallow a word being typed, short enough to feel immediate. */
const PAUSE_MS = 150;

/** Search as you type; `value` is what the address says. */
export function SearchBox({
  value,
  focusFirst,
  onSearch,
  onDown,
}: {
  value: string;
  focusFirst: boolean;
  onSearch: (q: string) => void;
  onDown: () => void;
}) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (focusFirst) field.current?.focus();
  }, [focusFirst]);

  function change(next: string, pauseMs: number) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next), pauseMs);
  }

  return (
    <div className="relative min-w-0 flex-1 basis-64">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-soft" />
      <input
        ref={field}
        id={SEARCH_FIELD}
        type="search"
        aria-label="Search certificates by name, serial number or fingerprint"
        placeholder="Search name, serial or fingerprint"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.target.value, PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            change('', 0);
            if (text === '') field.current?.blur();
          }
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            onDown();
          }
        }}
        className={classNames(inputClass, 'pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden')}
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-2 right-2.5 hidden rounded border bg-sunken px-1.5 font-mono text-xs leading-5 text-soft sm:block"
      >
        /
      </kbd>
    </div>
  );
}
