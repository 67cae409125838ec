'use client';
import { classNames } from '../ui/class-names.ts';
import { type Liveness, useLiveness } from './live.tsx';

const LOOKS = {
  connecting: { word: 'Connecting…', dot: 'bg-line-strong' },
  live: { word: 'Live', dot: 'bg-good' },
  broken: { word: 'Reconnecting…', dot: 'bg-warn animate-working' },
} satisfies Record<Liveness, { word: string; dot: string }>;

/** Says whether what is on screen follows what happens. */
export function LiveMark() {
  const { word, dot } = LOOKS[useLiveness()];
  return (
    <span role="status" className="inline-flex items-center gap-2 text-xs text-soft">
      <span aria-hidden className={classNames('size-2 rounded-full', dot)} />
      {word}
    </span>
  );
}
