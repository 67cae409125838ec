'use client';
import { useQuery } from '@tanstack/react-query';
import { certificateDetail } from '../certificates/queries.ts';
import { Card } from '../ui/card.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { EMPTY_FORM, formLike } from './form-state.ts';
import { RequestForm } from './request-form.tsx';

/** Get me HTTPS. `from` is the certificate whose content the form starts with. */
export function NewCertificatePage({ from }: { from: string | null }) {
  const model = useQuery({ ...certificateDetail(from ?? ''), enabled: from !== null });
  const waiting = from !== null && model.isPending;
  return (
    <>
      <PageHead title="New certificate">From a host name to the files for your server, in seconds.</PageHead>
      {waiting ? (
        <Card className="p-5">
          <Skeleton className="h-64" />
        </Card>
      ) : (
        <RequestForm initial={model.data === undefined ? EMPTY_FORM : formLike(model.data)} />
      )}
    </>
  );
}
