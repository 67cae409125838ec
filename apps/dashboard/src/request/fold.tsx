'use client';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** A part of the form that most people need not open; its line says what is chosen. Faults open it. */
export function Fold({
  title,
  chosen,
  faulty,
  children,
}: {
  title: string;
  chosen: string;
  faulty: boolean;
  children: ReactNode;
}) {
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (faulty && fold.current !== null) fold.current.open = true;
  }, [faulty]);
  return (
    <details ref={fold} className="group border-t">
      <summary className="flex min-h-12 items-center gap-2 px-4 py-2 -outline-offset-2 hover:bg-sunken/60 sm:px-5">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-soft transition-transform duration-100 group-open:rotate-90"
        />
        <span className="font-medium">{title}</span>
        <span className="ml-auto min-w-0 truncate text-right text-soft">{chosen}</span>
      </summary>
      <div className="grid gap-4 px-4 pt-2 pb-5 sm:px-5">{children}</div>
    </details>
  );
}
