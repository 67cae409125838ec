'use client';
import { Check, Copy as CopyIcon, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

const SHOWN_MS = 1600;

const OUTCOMES = {
  idle: { icon: CopyIcon, colour: '', word: 'Copy the' },
  done: { icon: Check, colour: 'text-good', word: 'Copied the' },
  refused: { icon: X, colour: 'text-bad', word: 'The browser did not let Certline copy the' },
} as const;

/** Copies a text and says that it did. `what` names it: "serial number". */
export function Copy({ text, what, word }: { text: string; what: string; word?: string }) {
  const [outcome, setOutcome] = useState<keyof typeof OUTCOMES>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      // Without HTTPS there is no clipboard, whatever the types say; that ends in the catch as well.
      await navigator.clipboard.writeText(text);
      setOutcome('done');
    } catch {
      setOutcome('refused');
    }
  }

  const look = OUTCOMES[outcome];
  const Icon = look.icon;
  return (
    <Button
      look={word === undefined ? 'quiet' : 'plain'}
      size={word === undefined ? 'icon' : 'small'}
      aria-label={`${look.word} ${what}`}
      title={`${look.word} ${what}`}
      onClick={() => void copy()}
    >
      <Icon aria-hidden className={`size-3.5 ${look.colour}`} />
      {word !== undefined && (outcome === 'done' ? 'Copied' : word)}
    </Button>
  );
}
