import type { ReactNode } from 'react';

/** An empty place that says what will be here and how to get it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="max-w-md text-soft">{children}</div>
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
