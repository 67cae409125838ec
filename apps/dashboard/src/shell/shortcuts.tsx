'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { SEARCH_FIELD } from '../certificates/search-field.ts';
import { isTyping, keysAreOn, turnKeys } from './key-settings.ts';

const KEYS = [
  ['/', 'Search certificates'],
  ['n', 'New certificate'],
  ['g then o, c, a, k', 'Go to overview, certificates, authorities, API keys'],
  ['↑ ↓', 'Move through the certificates'],
  ['Enter', 'Open the certificate'],
  ['Ctrl + Enter', 'Send the form'],
  ['Esc', 'Close, or clear the search'],
  ['?', 'These keys'],
] as const;

const PLACES: Record<string, string> = { o: '/', c: '/certificates', a: '/authorities', k: '/keys' };
/** How long `g` waits for the place. */
const CHORD_MS = 1500;

/** Keys that work on every page, and the dialog that lists them. */
export function Shortcuts({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const [on, setOn] = useState(true);
  const goneAt = useRef(-Infinity);

  useEffect(() => setOn(keysAreOn()), []);
  useEffect(() => {
    function act(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const place = event.timeStamp - goneAt.current < CHORD_MS ? PLACES[event.key] : undefined;
      goneAt.current = event.key === 'g' ? event.timeStamp : -Infinity;
      if (place !== undefined) router.push(place);
      else if (event.key === 'n') router.push('/certificates/new');
      else if (event.key === '?') onOpenChange(true);
      else if (event.key === '/') {
        const field = document.getElementById(SEARCH_FIELD);
        if (field === null) router.push('/certificates?search');
        else field.focus();
      } else return;
      event.preventDefault();
    }
    if (!on) return;
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, [router, on, onOpenChange]);

  return (
    <Dialog title="Keys" open={open} onClose={() => onOpenChange(false)}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2.5">
        {KEYS.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border bg-sunken px-1.5 py-0.5 font-mono text-xs">{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-5 flex items-center gap-2 border-t pt-4">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={on}
          onChange={(event) => {
            setOn(event.target.checked);
            turnKeys(event.target.checked);
          }}
        />
        Use single-letter keys
      </label>
    </Dialog>
  );
}
