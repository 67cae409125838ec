'use client';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { Sentence } from './sentence.tsx';

/** What a control inside a field wears so that its label, hint and faults are announced with it. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** A label, its control, a hint, and the faults that stand beside it. */
export function Field({
  label,
  hint,
  faults = [],
  action,
  children,
}: {
  label: string;
  hint?: ReactNode;
  faults?: readonly string[];
  action?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const faultId = faults.length === 0 ? undefined : `${id}-fault`;
  const describedBy = classNames(faultId, hintId);
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {action}
      </div>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': faults.length > 0 ? true : undefined,
      })}
      {faultId !== undefined && (
        <ul id={faultId} className="grid gap-1 text-[0.8125rem] text-bad">
          {faults.map((fault) => (
            <li key={fault} className="flex gap-1.5">
              <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              <span className="min-w-0 break-words">
                <Sentence text={fault} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {hintId !== undefined && (
        <p id={hintId} className="text-[0.8125rem] text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}

export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong/70 bg-surface px-3 text-text placeholder:text-soft aria-invalid:border-bad disabled:opacity-60';
export const inputClass = `${controlClass} h-9`;
