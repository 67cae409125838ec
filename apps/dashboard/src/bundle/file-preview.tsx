'use client';
import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '../ui/class-names.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Copy } from '../ui/copy.tsx';
import { Tabs } from '../ui/tabs.tsx';
import type { PreviewFile } from './preview.ts';

/** What people read comes first. */
const ORDER = ['.conf', 'install.sh', 'README.txt', '.crt', '.key', 'ca.crt', '.csr'];

function rankOf(file: PreviewFile): number {
  const rank = ORDER.findLastIndex((end) => file.name.endsWith(end));
  return rank === -1 ? ORDER.length : rank;
}

/** The files of the bundle as they will be; the server block first, for that is what the choices change. */
export function FilePreview({ files, stale }: { files: readonly PreviewFile[]; stale: boolean }) {
  const [name, setName] = useState<string | null>(null);
  const ordered = files.toSorted((one, other) => rankOf(one) - rankOf(other));
  const shown = ordered.find((file) => file.name === name) ?? ordered[0];
  if (shown === undefined) return null;
  return (
    <div className={classNames('flex min-w-0 flex-1 flex-col', stale && 'opacity-50')}>
      <Tabs
        label="Files of the bundle"
        mono
        tabs={ordered.map((file) => ({ value: file.name, word: file.name }))}
        value={shown.name}
        onChange={setName}
        panelClass="relative h-[26rem] lg:h-auto lg:min-h-[26rem] lg:flex-1"
      >
        {shown.secret ? (
          <div className="grid h-full place-content-center justify-items-center gap-3 p-6 text-center text-soft">
            <LockKeyhole aria-hidden className="size-6" />
            <p className="max-w-xs">
              The private key is in the download alone. It rests sealed, and each download is written down in
              the history.
            </p>
          </div>
        ) : (
          <>
            <span className="absolute top-3 right-4 z-10">
              <Copy text={shown.text} what={shown.name} word="Copy" />
            </span>
            <CodeBlock text={shown.text} label={shown.name} className="absolute inset-0" />
          </>
        )}
      </Tabs>
    </div>
  );
}
