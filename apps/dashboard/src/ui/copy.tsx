'use client';
import { Check, Copy as CopyIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 1600;

/** Copies a text and says that it did. `what` names it: "serial number". */
export function Copy({ text, what, word }: { text: string; what: string; word?: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const Icon = done ? Check : CopyIcon;
  return (
    <Button
      look={word === undefined ? 'quiet' : 'plain'}
      small
      className={word === undefined ? 'size-7 px-0' : undefined}
      aria-label={done ? `Copied the ${what}` : `Copy the ${what}`}
      title={`Copy the ${what}`}
      onClick={() => void copyText(text).then(() => setDone(true))}
    >
      <Icon aria-hidden className={done ? 'size-3.5 text-good' : 'size-3.5'} />
      {word !== undefined && (done ? 'Copied' : word)}
    </Button>
  );
}
