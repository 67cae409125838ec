'use client';
import { ProblemError } from '@certline/client';
import type { Certificate } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { displayName, otherNames } from '../certificates/names.ts';
import { certificateDetail, certificateEvents } from '../certificates/queries.ts';
import { Status } from '../certificates/status.tsx';
import { FullLine } from '../line/full-line.tsx';
import { Expires } from '../time/expires.tsx';
import { TimeAgo } from '../time/time-ago.tsx';
import { buttonClass } from '../ui/button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Actions } from './actions.tsx';
import { Chain } from './chain.tsx';
import { DetailSkeleton, PanelSkeleton } from './detail-skeleton.tsx';
import { Facts } from './facts.tsx';
import { Failure } from './failure.tsx';
import { History } from './history.tsx';
import { Pem } from './pem.tsx';

const NginxPanel = dynamic(() => import('../bundle/nginx-panel.tsx').then((module) => module.NginxPanel), {
  ssr: false,
  loading: () => <PanelSkeleton />,
});

/** What is it, is it good, how do I use it? */
export function CertificateDetailPage({ id }: { id: string }) {
  const certificate = useQuery(certificateDetail(id));
  if (certificate.isPending) return <DetailSkeleton />;
  if (certificate.error !== null) {
    const gone = certificate.error instanceof ProblemError && certificate.error.problem.status === 404;
    return gone ? (
      <Gone />
    ) : (
      <FaultNotice error={certificate.error} onRetry={() => void certificate.refetch()} />
    );
  }
  return <Detail certificate={certificate.data} />;
}

function Detail({ certificate }: { certificate: Certificate }) {
  const events = useQuery(certificateEvents(certificate.id));
  const history = events.data?.items ?? [];
  const usable = certificate.status === 'issued' || certificate.status === 'revoked';
  return (
    <>
      <Link
        href="/certificates"
        className="mb-3 inline-flex items-center gap-1 rounded text-[0.8125rem] text-soft hover:text-text"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Certificates
      </Link>
      <PageHead title={displayName(certificate)} action={<Actions certificate={certificate} />}>
        <Summary certificate={certificate} />
      </PageHead>
      <div className="grid gap-6">
        <FullLine status={certificate.status} events={history} />
        {certificate.failure !== null && <Failure certificate={certificate} />}
        {usable && <NginxPanel certificate={certificate} />}
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Facts certificate={certificate} />
          <div className="grid min-w-0 gap-6">
            <Chain certificate={certificate} />
            <History events={history} loading={events.isPending} />
          </div>
        </div>
        <Pem certificate={certificate} />
      </div>
    </>
  );
}

function Summary({ certificate }: { certificate: Certificate }) {
  const others = otherNames(certificate).length;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Status status={certificate.status} />
      {certificate.status === 'issued' && certificate.notBefore !== null && certificate.notAfter !== null && (
        <>
          <Dot />
          <Expires notBefore={certificate.notBefore} notAfter={certificate.notAfter} />
        </>
      )}
      {others > 0 && (
        <>
          <Dot />
          <span>
            and {others} more {others === 1 ? 'name' : 'names'}
          </span>
        </>
      )}
      <Dot />
      <span>
        asked for <TimeAgo iso={certificate.createdAt} /> by {certificate.requestedBy}
      </span>
    </div>
  );
}

function Dot() {
  return (
    <span aria-hidden className="text-line-strong">
      ·
    </span>
  );
}

function Gone() {
  return (
    <>
      <PageHead title="There is no such certificate">
        The address is wrong, or the certificate belongs to another team.
      </PageHead>
      <Link href="/certificates" className={buttonClass()}>
        All certificates
      </Link>
    </>
  );
}
