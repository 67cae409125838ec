'use client';
import { controlClass, Field } from '../ui/field.tsx';
import { MOST_NAMES, splitNames } from './split-names.ts';

const MOST_ROWS = 12;
const MOST_FAULTS = 5;

/** The one field that matters: grows with what is pasted into it. */
export function NamesField({
  value,
  optional,
  faults,
  onChange,
}: {
  value: string;
  optional: boolean;
  faults: readonly string[];
  onChange: (names: string) => void;
}) {
  const count = splitNames(value).length;
  const rows = Math.min(MOST_ROWS, Math.max(3, value.split('\n').length + 1));
  const shown =
    faults.length > MOST_FAULTS
      ? [...faults.slice(0, MOST_FAULTS), `And ${String(faults.length - MOST_FAULTS)} more like these.`]
      : faults;
  return (
    <Field
      label={optional ? 'Host names (the CSR’s own when empty)' : 'Host names'}
      faults={shown}
      action={
        count > 1 && (
          <span className="text-[0.8125rem] text-soft">
            {count} of at most {MOST_NAMES}
          </span>
        )
      }
      hint={
        count > 1
          ? `One certificate for all ${String(count)}; the first is its common name.`
          : 'Names or IP addresses, apart by spaces, commas or lines. *.example.com covers one level.'
      }
    >
      {(control) => (
        <textarea
          {...control}
          autoFocus
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          placeholder="test.imdst.com"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${controlClass} py-2.5 font-mono text-sm leading-6`}
        />
      )}
    </Field>
  );
}
