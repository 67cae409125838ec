'use client';
import type { Fault } from '@certline/contracts';
import { Field, inputClass } from '../ui/field.tsx';
import { faultsAt } from './faults.ts';
import { Fold } from './fold.tsx';
import type { FormState } from './form-state.ts';

const FIELDS = [
  { field: 'organization', label: 'Organization', example: 'Your Company Name' },
  { field: 'organizationalUnit', label: 'Organizational unit', example: 'Web team' },
  { field: 'locality', label: 'City', example: 'GuangZhou' },
  { field: 'state', label: 'State or province', example: 'GuangDong' },
  { field: 'country', label: 'Country', example: 'Two letters: US' },
] as const;

/** Who the certificate is for; clients do not look at it. */
export function SubjectFold({
  form,
  faults,
  onChange,
}: {
  form: FormState;
  faults: readonly Fault[];
  onChange: (change: Partial<FormState>) => void;
}) {
  const filled = FIELDS.map(({ field }) => form.subject[field].trim()).filter((text) => text !== '');
  return (
    <Fold
      title="Subject"
      chosen={filled.length === 0 ? 'the host name alone' : filled.join(', ')}
      faulty={FIELDS.some(({ field }) => faultsAt(faults, `subject.${field}`).length > 0)}
    >
      <p className="text-soft">
        Nobody needs this for HTTPS: clients look at the host names. Fill in what your own rules ask for.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map(({ field, label, example }) => (
          <Field key={field} label={label} faults={faultsAt(faults, `subject.${field}`)}>
            {(control) => (
              <input
                {...control}
                className={inputClass}
                placeholder={example}
                value={form.subject[field]}
                onChange={(event) => {
                  const text = field === 'country' ? event.target.value.toUpperCase() : event.target.value;
                  onChange({ subject: { ...form.subject, [field]: text } });
                }}
              />
            )}
          </Field>
        ))}
      </div>
    </Fold>
  );
}
