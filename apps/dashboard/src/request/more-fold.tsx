'use client';
import type { Fault, Profile } from '@certline/contracts';
import { Field, inputClass } from '../ui/field.tsx';
import { faultsAt } from './faults.ts';
import { Fold } from './fold.tsx';
import type { FormState } from './form-state.ts';

/** What it is for, and words to find it by. */
export function MoreFold({
  form,
  profiles,
  faults,
  onChange,
}: {
  form: FormState;
  profiles: readonly Profile[];
  faults: readonly Fault[];
  onChange: (change: Partial<FormState>) => void;
}) {
  const profile = profiles.find((known) => known.id === form.profile);
  const labelFaults = faultsAt(faults, 'labels');
  const profileFaults = faultsAt(faults, 'profile');
  const labels = form.labels.trim();
  return (
    <Fold
      title="Purpose and labels"
      chosen={[profile?.name ?? form.profile, labels].filter((text) => text !== '').join(', ')}
      faulty={labelFaults.length + profileFaults.length > 0}
    >
      <Field label="Purpose" hint={profile?.description} faults={profileFaults}>
        {(control) => (
          <select
            {...control}
            className={inputClass}
            value={form.profile}
            onChange={(event) => onChange({ profile: event.target.value })}
          >
            {profiles.map((known) => (
              <option key={known.id} value={known.id}>
                {known.name}
              </option>
            ))}
            {profile === undefined && <option value={form.profile}>{form.profile}</option>}
          </select>
        )}
      </Field>
      <Field
        label="Labels"
        hint="Name and value, such as env:prod; find certificates by them."
        faults={labelFaults}
      >
        {(control) => (
          <input
            {...control}
            className={inputClass}
            placeholder="env:prod, service:shop"
            value={form.labels}
            onChange={(event) => onChange({ labels: event.target.value })}
          />
        )}
      </Field>
    </Fold>
  );
}
