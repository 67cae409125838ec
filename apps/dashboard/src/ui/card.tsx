import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A surface that holds what belongs together, under a heading. */
export function Card({
  title,
  action,
  children,
  className,
}: {
  title?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={classNames('min-w-0 rounded-xl border bg-surface shadow-card', className)}>
      {title !== undefined && (
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-b px-4 py-2 sm:px-5">
          <h2 className="font-semibold">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
