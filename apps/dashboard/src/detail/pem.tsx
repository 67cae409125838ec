'use client';
import type { Certificate } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { certificatePem } from '../certificates/queries.ts';
import { buttonClass } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Copy } from '../ui/copy.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Tabs } from '../ui/tabs.tsx';

type PemKind = 'certificate' | 'chain' | 'csr';

const KINDS = {
  certificate: { word: 'Certificate', what: 'certificate' },
  chain: { word: 'With intermediates', what: 'chain' },
  csr: { word: 'CSR', what: 'CSR' },
} satisfies Record<PemKind, { word: string; what: string }>;
const ORDER: readonly PemKind[] = ['certificate', 'chain', 'csr'];

/** The texts for those who build their own configuration. */
export function Pem({ certificate }: { certificate: Certificate }) {
  const [kind, setKind] = useState<PemKind>('certificate');
  const ready = certificate.status === 'issued' || certificate.status === 'revoked';
  const pem = useQuery({ ...certificatePem(certificate.id, kind), enabled: ready });
  if (!ready) return null;
  return (
    <Card
      title="PEM"
      action={
        <span className="flex gap-2">
          <Copy text={pem.data ?? ''} what={KINDS[kind].what} word="Copy" />
          <a
            href={`/v1/certificates/${certificate.id}/${kind}.pem`}
            download
            className={buttonClass('plain', 'small')}
          >
            <Download aria-hidden className="size-3.5" /> Download
          </a>
        </span>
      }
    >
      <Tabs
        label="Which PEM"
        tabs={ORDER.map((known) => ({ value: known, word: KINDS[known].word }))}
        value={kind}
        onChange={(value) => setKind(ORDER.find((known) => known === value) ?? 'certificate')}
      >
        {pem.error !== null && <p className="p-5 text-soft">{pem.error.message}</p>}
        {pem.isPending && <Skeleton className="m-5 h-40" />}
        {pem.data !== undefined && <CodeBlock text={pem.data} label={KINDS[kind].word} />}
      </Tabs>
    </Card>
  );
}
