'use client';
import type { Certificate } from '@certline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy as CopyIcon } from 'lucide-react';
import Link from 'next/link';
import { certificateKeys } from '../certificates/queries.ts';
import { api } from '../session/api.ts';
import { Button, buttonClass } from '../ui/button.tsx';

/** What can be done with a certificate in its present state. */
export function Actions({ certificate }: { certificate: Certificate }) {
  const cancel = useCertificateAction(certificate.id, 'cancel');
  const waiting = certificate.status === 'queued' || certificate.status === 'awaiting_approval';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {cancel.error !== null && (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {cancel.error.message}
        </p>
      )}
      {waiting && (
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel the request
        </Button>
      )}
      <Link href={`/certificates/new?from=${certificate.id}`} className={buttonClass()}>
        <CopyIcon aria-hidden className="size-4" /> New one like this
      </Link>
    </div>
  );
}

/** Runs an action and shows the certificate as it is afterwards. */
export function useCertificateAction(id: string, action: 'cancel' | 'retry') {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await api()).certificates[action](id),
    onSuccess(changed) {
      queries.setQueryData(certificateKeys.detail(id), changed);
      void queries.invalidateQueries({ queryKey: certificateKeys.events(id) });
      void queries.invalidateQueries({ queryKey: certificateKeys.lists });
    },
  });
}
