'use client';
import { classNames } from '../ui/class-names.ts';
import { expiryOf } from './expiry.ts';
import { exactTime } from './relative.ts';
import { useNow } from './use-now.ts';

const TONES = { calm: 'text-soft', warn: 'text-warn', bad: 'text-bad' };

/** "Expires in 12 days", louder as the day comes near; `brief` where a heading has said "Expires". */
export function Expires({
  notBefore,
  notAfter,
  brief = false,
}: {
  notBefore: string;
  notAfter: string;
  brief?: boolean;
}) {
  const expiry = expiryOf(notBefore, notAfter, useNow());
  return (
    <time
      dateTime={notAfter}
      title={exactTime(notAfter)}
      className={classNames('whitespace-nowrap', TONES[expiry.tone])}
      suppressHydrationWarning
    >
      {brief ? expiry.when : expiry.words}
    </time>
  );
}
