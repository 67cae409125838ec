'use client';
import type { Authority } from '@certline/contracts';
import { useState } from 'react';
import { Card } from '../ui/card.tsx';
import { Copy } from '../ui/copy.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { trustSteps } from './trust-commands.ts';

/** The root in hand, this is what each system wants. */
export function TrustGuide({ root }: { root: Authority }) {
  const file = `${root.slug}.crt`;
  const steps = trustSteps(file);
  const [system, setSystem] = useState<string | null>(null);
  const step = steps.find((known) => known.system === system) ?? steps[0];
  if (step === undefined) return null;
  return (
    <Card title="How a system comes to trust it">
      <Tabs
        label="System"
        tabs={steps.map(({ system }) => ({ value: system, word: system }))}
        value={step.system}
        onChange={setSystem}
        panelClass="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 sm:p-5"
      >
        <p className="max-w-prose">{step.words}</p>
        {step.commands !== null && (
          <div className="flex items-start justify-between gap-3 rounded-md border bg-sunken py-2 pr-2 pl-3.5">
            <pre
              tabIndex={0}
              role="region"
              aria-label={`Commands for ${step.system}`}
              className="min-w-0 overflow-x-auto py-1 font-mono text-xs leading-5"
            >
              {step.commands}
            </pre>
            <Copy text={step.commands} what={`commands for ${step.system}`} />
          </div>
        )}
      </Tabs>
      <p className="border-t px-4 py-3 text-[0.8125rem] text-soft sm:px-5">
        First compare the file’s fingerprint with the one above:{' '}
        <code className="font-mono break-all">openssl x509 -in {file} -noout -fingerprint -sha256</code>
      </p>
    </Card>
  );
}
