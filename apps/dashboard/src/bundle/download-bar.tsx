'use client';
import type { Certificate } from '@certline/contracts';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../session/api.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { type BundleChoices, bundleRequest, installCommands } from './options.ts';
import { saveFile } from './save-file.ts';

/** The one download, and what to type on the server afterwards. */
export function DownloadBar({
  certificate,
  choices,
  stem,
  blocked,
}: {
  certificate: Certificate;
  choices: BundleChoices;
  stem: string;
  blocked: boolean;
}) {
  const download = useMutation({
    mutationFn: async () => (await api()).certificates.bundle(certificate.id, bundleRequest(choices)),
    onSuccess: ({ blob, fileName }) => saveFile(blob, fileName),
  });
  const commands = installCommands(stem, choices.archive);
  return (
    <div className="mt-auto grid gap-4 border-t bg-sunken/50 p-4 sm:p-5">
      {download.error !== null && <FaultNotice error={download.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" disabled={blocked || download.isPending} onClick={() => download.mutate()}>
          <Download aria-hidden className="size-4" />
          {download.isPending ? 'Packing…' : 'Download for nginx'}
        </Button>
        <p className="text-[0.8125rem] text-soft">
          {certificate.key.source === 'csr'
            ? 'Without a key: yours stays with you, and README.txt says where it goes.'
            : 'With the private key. Keep it as you would a password.'}
        </p>
      </div>
      <div className="flex items-start justify-between gap-3 rounded-md border bg-surface py-2 pr-2 pl-3.5">
        <pre
          tabIndex={0}
          role="region"
          aria-label="Then, on the server"
          className="min-w-0 overflow-x-auto py-1 font-mono text-xs leading-5"
        >
          {commands}
        </pre>
        <Copy text={commands} what="commands" />
      </div>
    </div>
  );
}
