'use client';
import { exactTime, relativeTime } from './relative.ts';
import { useNow } from './use-now.ts';

/** A moment in words, with the exact one on hover. */
export function TimeAgo({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={exactTime(iso)} className={className} suppressHydrationWarning>
      {relativeTime(iso, now)}
    </time>
  );
}
