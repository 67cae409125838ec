'use client';
import type { Certificate } from '@certline/contracts';
import Link from 'next/link';
import { Button, buttonClass } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useCertificateAction } from './actions.tsx';

/** Why the line stopped, in a sentence, and the two ways on. */
export function Failure({ certificate }: { certificate: Certificate }) {
  const retry = useCertificateAction(certificate.id, 'retry');
  return (
    <Notice
      tone="bad"
      title="The line stopped here"
      action={
        certificate.status === 'failed' && (
          <div className="flex flex-wrap gap-2">
            <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate()}>
              {retry.isPending ? 'Trying…' : 'Try again'}
            </Button>
            <Link href={`/certificates/new?from=${certificate.id}`} className={buttonClass('plain', 'small')}>
              Change and ask again
            </Link>
          </div>
        )
      }
    >
      <p>
        <Sentence text={certificate.failure?.detail ?? ''} />
      </p>
      {retry.error !== null && <p className="mt-1 text-bad">{retry.error.message}</p>}
    </Notice>
  );
}
