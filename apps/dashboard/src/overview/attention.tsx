'use client';
import { useQueries } from '@tanstack/react-query';
import { CalendarClock, CircleCheck, CircleX, Clock, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { filterOf, searchOf } from '../certificates/filter-url.ts';
import { useNow } from '../time/use-now.ts';
import { classNames } from '../ui/class-names.ts';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CONCERNS } from './concerns.ts';
import { certificateCount, MOST_COUNTED } from './queries.ts';

type Concern = (typeof CONCERNS)[number];

const LOOKS = {
  soon: { icon: CalendarClock, colour: 'text-bad' },
  later: { icon: CalendarClock, colour: 'text-warn' },
  failed: { icon: CircleX, colour: 'text-bad' },
  held: { icon: Clock, colour: 'text-warn' },
} satisfies Record<Concern['kind'], { icon: LucideIcon; colour: string }>;

/** What needs somebody, as numbers that lead to the certificates behind them. */
export function Attention() {
  const now = useNow();
  const counts = useQueries({ queries: CONCERNS.map(({ view }) => certificateCount(filterOf(view, now))) });
  const fault = counts.find((count) => count.error !== null)?.error ?? null;
  const calm = counts.every((count) => count.data === 0);
  if (fault !== null) return <FaultNotice error={fault} />;
  return (
    <section aria-labelledby="attention">
      <h2 id="attention" className="mb-3 flex items-center gap-2 font-semibold">
        {calm ? (
          <>
            <CircleCheck aria-hidden className="size-4 text-good" /> Nothing needs you
          </>
        ) : (
          'Needs attention'
        )}
      </h2>
      <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {CONCERNS.map((concern, index) => (
          <ConcernTile key={concern.word} concern={concern} count={counts[index]?.data} />
        ))}
      </ul>
    </section>
  );
}

function ConcernTile({ concern, count }: { concern: Concern; count: number | undefined }) {
  const { view, word, kind } = concern;
  const { icon: Icon, colour } = LOOKS[kind];
  const some = count !== undefined && count > 0;
  return (
    <li>
      <Link
        href={`/certificates${searchOf(view)}`}
        className="grid gap-2 rounded-xl border bg-surface p-4 shadow-card hover:border-line-strong"
      >
        <span className="flex h-8 items-center text-2xl font-semibold tracking-tight">
          {count === undefined ? (
            <Skeleton className="h-6 w-10" />
          ) : (
            <span className={some ? colour : 'text-soft'}>
              {count > MOST_COUNTED ? `${String(MOST_COUNTED)}+` : count}
            </span>
          )}
        </span>
        <span
          className={classNames(
            'flex items-center gap-1.5 text-[0.8125rem]',
            some ? 'text-text' : 'text-soft',
          )}
        >
          <Icon aria-hidden className={classNames('size-3.5 shrink-0', some && colour)} /> {word}
        </span>
      </Link>
    </li>
  );
}
