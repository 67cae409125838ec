'use client';
import type { Certificate } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../ui/card.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ChoicesForm } from './choices-form.tsx';
import { DownloadBar } from './download-bar.tsx';
import { FilePreview } from './file-preview.tsx';
import { type BundleChoices, USUAL_CHOICES } from './options.ts';
import { previewBundle } from './preview.ts';
import { bundlePems } from './queries.ts';

/** Choices beside a live preview of the files, and one download. */
export function NginxPanel({ certificate }: { certificate: Certificate }) {
  const [choices, setChoices] = useState(USUAL_CHOICES);
  // While a value is being typed that cannot be used, the files of the last usable one stay in sight.
  const [usable, setUsable] = useState(USUAL_CHOICES);
  const pems = useQuery(bundlePems(certificate));
  const preview = pems.data === undefined ? null : previewBundle(certificate, pems.data, choices);
  const shown = pems.data === undefined ? null : previewBundle(certificate, pems.data, usable);
  const faults = preview?.ok === false ? preview.faults : [];

  function change(part: Partial<BundleChoices>) {
    const next = { ...choices, ...part };
    setChoices(next);
    if (pems.data !== undefined && previewBundle(certificate, pems.data, next).ok) setUsable(next);
  }

  return (
    <Card title="Use it in nginx">
      <div className="grid lg:grid-cols-[21rem_minmax(0,1fr)]">
        <div className="grid content-start gap-5 border-b p-4 sm:p-5 lg:border-r lg:border-b-0">
          <ChoicesForm
            choices={choices}
            faults={faults}
            ownKey={certificate.key.source === 'csr'}
            onChange={change}
          />
        </div>
        <div className="flex min-w-0 flex-col">
          {pems.error !== null && (
            <div className="p-5">
              <FaultNotice error={pems.error} onRetry={() => void pems.refetch()} />
            </div>
          )}
          {pems.isPending && <Skeleton className="m-5 h-[26rem]" />}
          {shown?.ok === false && (
            <div className="grid gap-2 p-5 text-soft">
              {shown.faults.map((fault) => (
                <p key={fault.path}>{fault.message}</p>
              ))}
            </div>
          )}
          {shown?.ok === true && (
            <>
              <FilePreview files={shown.files} stale={faults.length > 0} />
              <DownloadBar
                certificate={certificate}
                choices={choices}
                stem={shown.folder}
                blocked={faults.length > 0}
              />
            </>
          )}
        </div>
      </div>
    </Card>
  );
}
