'use client';
import type { Fault, KeyAlgorithmName } from '@certline/contracts';
import { Choice } from '../ui/choice.tsx';
import { controlClass, Field, inputClass } from '../ui/field.tsx';
import { faultsAt } from './faults.ts';
import { Fold } from './fold.tsx';
import type { FormState } from './form-state.ts';
import { KEY_ALGORITHM_NAMES, KEY_ALGORITHMS } from './key-algorithms.ts';

/** Who makes the key, and of which kind. */
export function KeyFold({
  form,
  permitted,
  faults,
  onChange,
}: {
  form: FormState;
  permitted: readonly KeyAlgorithmName[];
  faults: readonly Fault[];
  onChange: (change: Partial<FormState>) => void;
}) {
  const csrFaults = faultsAt(faults, 'csr');
  const algorithmFaults = faultsAt(faults, 'algorithm');
  const chosen = form.keySource === 'csr' ? 'yours, by CSR' : KEY_ALGORITHMS[form.algorithm].name;
  return (
    <Fold title="Key" chosen={chosen} faulty={csrFaults.length + algorithmFaults.length > 0}>
      <Choice
        legend="Who makes the key?"
        value={form.keySource}
        onChange={(keySource) => onChange({ keySource })}
        options={[
          { value: 'certline', word: 'Certline', hint: 'It is sealed at once, and comes with the download.' },
          { value: 'csr', word: 'I have a CSR', hint: 'Your key stays with you; Certline never has it.' },
        ]}
      />
      {form.keySource === 'certline' ? (
        <Field label="Kind of key" hint={KEY_ALGORITHMS[form.algorithm].hint} faults={algorithmFaults}>
          {(control) => (
            <select
              {...control}
              className={inputClass}
              value={form.algorithm}
              onChange={(event) => {
                const algorithm = KEY_ALGORITHM_NAMES.find((name) => name === event.target.value);
                if (algorithm !== undefined) onChange({ algorithm });
              }}
            >
              {KEY_ALGORITHM_NAMES.map((name) => (
                <option key={name} value={name} disabled={!permitted.includes(name)}>
                  {KEY_ALGORITHMS[name].name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : (
        <CsrField csr={form.csr} faults={csrFaults} onChange={(csr) => onChange({ csr })} />
      )}
    </Fold>
  );
}

function CsrField({
  csr,
  faults,
  onChange,
}: {
  csr: string;
  faults: readonly string[];
  onChange: (csr: string) => void;
}) {
  return (
    <Field
      label="CSR"
      faults={faults}
      hint="Its key is used, and its subject and names where you leave those empty above."
      action={
        <label className="rounded text-[0.8125rem] text-accent hover:underline has-focus-visible:outline-2">
          Choose a file
          <input
            type="file"
            accept=".csr,.pem,.req,.p10,application/pkcs10,text/plain"
            className="sr-only"
            onChange={(event) => void event.target.files?.[0]?.text().then(onChange)}
          />
        </label>
      }
    >
      {(control) => (
        <textarea
          {...control}
          rows={7}
          spellCheck={false}
          value={csr}
          placeholder="-----BEGIN CERTIFICATE REQUEST-----"
          onChange={(event) => onChange(event.target.value)}
          className={`${controlClass} py-2 font-mono text-xs leading-5`}
        />
      )}
    </Field>
  );
}
