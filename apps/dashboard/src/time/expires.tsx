'use client';
import { classNames } from '../ui/class-names.ts';
import { expiryOf } from './expiry.ts';
import { exactTime } from './relative.ts';
import { useNow } from './use-now.ts';

const TONES = { calm: 'text-soft', warn: 'text-warn', bad: 'text-bad' };

/** "Expires in 12 days", louder as the day comes near. */
export function Expires({ notBefore, notAfter }: { notBefore: string; notAfter: string }) {
  const expiry = expiryOf(notBefore, notAfter, useNow());
  return (
    <time
      dateTime={notAfter}
      title={exactTime(notAfter)}
      className={classNames('whitespace-nowrap', TONES[expiry.tone])}
      suppressHydrationWarning
    >
      {expiry.words}
    </time>
  );
}
