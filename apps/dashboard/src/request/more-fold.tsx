'use client';
import type { Fault, Profile } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { authorityList } from '../authorities/queries.ts';
import { Field, inputClass } from '../ui/field.tsx';
import { faultsAt } from './faults.ts';
import { Fold } from './fold.tsx';
import type { FormState } from './form-state.ts';

/** What it is for, who signs it, and words to find it by. */
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
  const authorities = useQuery(authorityList());
  const issuers = (authorities.data?.items ?? []).filter((authority) => authority.kind === 'intermediate');
  const usual = issuers.find((authority) => authority.isDefault);
  const authorityFaults = faultsAt(faults, 'authority');
  const labelFaults = faultsAt(faults, 'labels');
  const profileFaults = faultsAt(faults, 'profile');
  const labels = form.labels.trim();
  return (
    <Fold
      title="Purpose, authority, labels"
      chosen={[profile?.name ?? form.profile, form.authority === 'self' ? 'self-signed' : '', labels]
        .filter((text) => text !== '')
        .join(', ')}
      faulty={labelFaults.length + profileFaults.length + authorityFaults.length > 0}
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
        label="Signed by"
        faults={authorityFaults}
        hint={
          form.authority === 'self'
            ? 'Itself: every client must be told to trust this one certificate. For tests and appliances.'
            : 'Clients that trust its root trust the certificate.'
        }
      >
        {(control) => (
          <select
            {...control}
            className={inputClass}
            value={form.authority === usual?.slug ? 'default' : form.authority}
            onChange={(event) => onChange({ authority: event.target.value })}
          >
            <option value="default">{usual === undefined ? 'The usual authority' : usual.name}</option>
            {issuers
              .filter((authority) => !authority.isDefault)
              .map((authority) => (
                <option key={authority.id} value={authority.slug}>
                  {authority.name}
                </option>
              ))}
            <option value="self">Itself (self-signed)</option>
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
