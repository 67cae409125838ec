'use client';
import { useId } from 'react';
import { classNames } from './class-names.ts';

/** One of a few, all in sight, each with a sentence that helps to choose. */
export function Choice<Value extends string>({
  legend,
  value,
  options,
  onChange,
}: {
  legend: string;
  value: Value;
  options: readonly { value: Value; word: string; hint?: string }[];
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              'flex items-start gap-2.5 rounded-md border px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              option.value === value ? 'border-accent bg-accent-wash' : 'hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span className="grid">
              <span className="font-medium">{option.word}</span>
              {option.hint !== undefined && <span className="text-[0.8125rem] text-soft">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
