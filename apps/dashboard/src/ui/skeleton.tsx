import { classNames } from './class-names.ts';

/** A grey stand-in for text that is on its way; give it the size of what comes. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={classNames('block animate-shimmer rounded bg-line', className)} />;
}
