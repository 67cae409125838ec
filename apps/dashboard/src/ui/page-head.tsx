import type { ReactNode } from 'react';

/** A page's name, what it is for, and its main action. */
export function PageHead({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight break-words">{title}</h1>
        {children !== undefined && <div className="mt-1 text-soft">{children}</div>}
      </div>
      {action}
    </div>
  );
}
