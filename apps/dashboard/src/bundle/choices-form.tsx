'use client';
import type { Fault } from '@certline/contracts';
import { Choice } from '../ui/choice.tsx';
import { Field, inputClass } from '../ui/field.tsx';
import { Toggle } from '../ui/toggle.tsx';
import type { BundleChoices } from './options.ts';

const SHORTEST_PASSPHRASE = 8;

/** What nginx should do with the certificate. Faults stand beside their field while it is typed. */
export function ChoicesForm({
  choices,
  faults,
  ownKey,
  onChange,
}: {
  choices: BundleChoices;
  faults: readonly Fault[];
  ownKey: boolean;
  onChange: (change: Partial<BundleChoices>) => void;
}) {
  const at = (path: string) =>
    faults.filter((fault) => fault.path === `nginx.${path}`).map((fault) => fault.message);
  const text = (field: 'version' | 'directory' | 'root' | 'upstream', label: string, hint?: string) => (
    <Field label={label} hint={hint} faults={at(field)}>
      {(control) => (
        <input
          {...control}
          className={`${inputClass} font-mono text-[0.8125rem]`}
          spellCheck={false}
          value={choices[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const short = choices.passphrase !== '' && choices.passphrase.length < SHORTEST_PASSPHRASE;
  return (
    <>
      <Choice
        legend="What does it serve?"
        value={choices.content}
        onChange={(content) => onChange({ content })}
        options={[
          { value: 'root', word: 'Files' },
          { value: 'upstream', word: 'Another server' },
        ]}
      />
      {choices.content === 'root'
        ? text('root', 'Folder')
        : text('upstream', 'Address of the server', 'Requests go there, with the client’s address.')}
      <Choice
        legend="Which clients?"
        value={choices.profile}
        onChange={(profile) => onChange({ profile })}
        options={[
          { value: 'intermediate', word: 'Nearly all', hint: 'TLS 1.2 and 1.3' },
          { value: 'modern', word: 'Recent', hint: 'TLS 1.3 alone' },
        ]}
      />
      <div className="grid gap-2.5">
        <Toggle checked={choices.redirect} onChange={(redirect) => onChange({ redirect })}>
          Send HTTP on to HTTPS
        </Toggle>
        <Toggle
          checked={choices.hsts}
          onChange={(hsts) => onChange({ hsts })}
          hint="Browsers then insist on HTTPS, for a long time."
        >
          HSTS
        </Toggle>
      </div>
      {text('version', 'nginx version', 'nginx -v tells. The form of some lines depends on it.')}
      {text('directory', 'Where certificate and key lie')}
      <Choice
        legend="Archive"
        value={choices.archive}
        onChange={(archive) => onChange({ archive })}
        options={[
          { value: 'zip', word: '.zip' },
          { value: 'tar.gz', word: '.tar.gz' },
        ]}
      />
      {!ownKey && (
        <Field
          label="Passphrase for a second copy of the key"
          hint="Optional. For keeping: nginx uses the other one. Certline does not store it."
          faults={short ? [`At least ${String(SHORTEST_PASSPHRASE)} characters.`] : []}
        >
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="new-password"
              className={inputClass}
              value={choices.passphrase}
              onChange={(event) => onChange({ passphrase: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
