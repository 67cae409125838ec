'use client';
import { expiryOf } from '../time/expiry.ts';
import { useNow } from '../time/use-now.ts';

const TONES = { calm: 'fill-accent', warn: 'fill-warn', bad: 'fill-bad' };
const WIDTH = 300;

/** How much of the lifetime is over. Drawn as SVG, for style attributes are forbidden by policy. */
export function ValidityBar({ notBefore, notAfter }: { notBefore: string; notAfter: string }) {
  const now = useNow();
  const start = Date.parse(notBefore);
  const spent = Math.min(1, Math.max(0, (now - start) / (Date.parse(notAfter) - start)));
  const { words, tone } = expiryOf(notBefore, notAfter, now);
  return (
    <svg
      role="img"
      aria-label={`${words}; ${String(Math.round(spent * 100))} % of its lifetime is over.`}
      viewBox={`0 0 ${String(WIDTH)} 6`}
      preserveAspectRatio="none"
      className="mt-2 block h-1.5 w-full max-w-xs"
      suppressHydrationWarning
    >
      <rect width={WIDTH} height="6" rx="3" className="fill-line" />
      <rect
        width={Math.max(6, Math.round(spent * WIDTH))}
        height="6"
        rx="3"
        className={TONES[tone]}
        suppressHydrationWarning
      />
    </svg>
  );
}
