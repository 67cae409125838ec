'use client';
import { useQuery } from '@tanstack/react-query';
import { filterOf } from '../certificates/filter-url.ts';
import { calendarDay } from '../time/relative.ts';
import { useNow } from '../time/use-now.ts';
import { Card } from '../ui/card.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { YEAR_VIEW } from './concerns.ts';
import { expiryWeeks, type Week, WEEKS } from './expiry-weeks.ts';
import { endingBefore } from './queries.ts';

const BAR = 10;
const GAP = 4;
const HEIGHT = 96;
/** Weeks that fall within the 30 days after which the list turns amber. */
const SOON_WEEKS = 4;
/** A month's name under every fourth week: thirteen in all. */
const LABEL_WEEKS = 4;
const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

/** When certificates end, week by week for a year. */
export function ExpiryTimeline() {
  const now = useNow();
  const ending = useQuery(endingBefore(filterOf(YEAR_VIEW, now).expiresBefore ?? ''));
  const ends = (ending.data?.ending ?? []).flatMap(({ notAfter }) => (notAfter === null ? [] : [notAfter]));
  const weeks = expiryWeeks(ends, now);
  return (
    <Card
      title="Expiry, week by week"
      action={
        ending.data?.complete === false && (
          <span className="text-[0.8125rem] text-soft">the newest 1,000 certificates</span>
        )
      }
    >
      <div className="p-4 sm:p-5">
        {ending.isPending ? <Skeleton className="h-32" /> : <Chart weeks={weeks} total={ends.length} />}
      </div>
    </Card>
  );
}

function Chart({ weeks, total }: { weeks: readonly Week[]; total: number }) {
  const most = Math.max(1, ...weeks.map((week) => week.count));
  const width = WEEKS * (BAR + GAP) - GAP;
  const busiest = weeks.find((week) => week.count === most);
  const summary =
    total === 0 || busiest === undefined
      ? 'No certificate ends within a year.'
      : `${String(total)} certificates end within a year; most, ${String(most)}, in the week of ${dayOf(busiest)}.`;
  return (
    <figure suppressHydrationWarning>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        className="block h-24 w-full"
      >
        {weeks.map((week, index) => {
          const height = week.count === 0 ? 2 : Math.max(6, (week.count / most) * HEIGHT);
          return (
            <rect
              key={index}
              x={index * (BAR + GAP)}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              rx="1.5"
              className={week.count === 0 ? 'fill-line' : index < SOON_WEEKS ? 'fill-warn' : 'fill-accent'}
            >
              <title>{`Week of ${dayOf(week)}: ${String(week.count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <div aria-hidden className="mt-2 grid grid-cols-13 text-xs text-soft">
        {weeks
          .filter((_, index) => index % LABEL_WEEKS === 0)
          .map((week, index, marks) => (
            <span key={week.startMs} className={index % 2 === 0 ? '' : 'invisible sm:visible'}>
              {monthOf(week) === monthOf(marks[index - 1]) ? '' : monthOf(week)}
            </span>
          ))}
      </div>
      <figcaption className="mt-2 text-[0.8125rem] text-soft">{summary}</figcaption>
    </figure>
  );
}

function monthOf(week: Week | undefined): string {
  return week === undefined ? '' : month.format(week.startMs);
}

function dayOf(week: Week): string {
  return calendarDay(new Date(week.startMs).toISOString());
}
