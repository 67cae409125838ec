'use client';
import type { Fault, Profile } from '@certline/contracts';
import { calendarDay, DAY } from '../time/relative.ts';
import { Field, inputClass } from '../ui/field.tsx';
import { faultsAt } from './faults.ts';
import { Fold } from './fold.tsx';
import type { FormState } from './form-state.ts';

const PICKS = [7, 30, 90, 180, 365] as const;

/** How long it is good for. */
export function ValidityFold({
  form,
  profile,
  faults,
  onChange,
}: {
  form: FormState;
  profile: Profile | undefined;
  faults: readonly Fault[];
  onChange: (change: Partial<FormState>) => void;
}) {
  const own = faultsAt(faults, 'validityDays');
  const usual = profile?.defaultValidityDays ?? 90;
  const most = profile?.maximumValidityDays ?? 397;
  const days = form.validityDays.trim() === '' ? usual : Number(form.validityDays);
  const whole = Number.isInteger(days) && days > 0 && days < 36_500;
  return (
    <Fold
      title="Validity"
      chosen={whole ? `${String(days)} ${days === 1 ? 'day' : 'days'}` : '–'}
      faulty={own.length > 0}
    >
      <Field
        label="Days"
        faults={own}
        hint={`${whole ? `Until ${calendarDay(new Date(Date.now() + days * DAY).toISOString())}. ` : ''}At most ${String(most)}. Shorter is safer: a lost key is of use for less time.`}
      >
        {(control) => (
          <div className="flex flex-wrap items-center gap-2">
            <input
              {...control}
              className={`${inputClass} max-w-28`}
              inputMode="numeric"
              placeholder={String(usual)}
              value={form.validityDays}
              onChange={(event) => onChange({ validityDays: event.target.value.replace(/\D/g, '') })}
            />
            {PICKS.filter((pick) => pick <= most).map((pick) => (
              <button
                key={pick}
                type="button"
                aria-pressed={days === pick}
                onClick={() => onChange({ validityDays: String(pick) })}
                className="h-8 rounded-full border px-3 text-[0.8125rem] text-soft hover:text-text aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
              >
                {pick}
              </button>
            ))}
          </div>
        )}
      </Field>
    </Fold>
  );
}
