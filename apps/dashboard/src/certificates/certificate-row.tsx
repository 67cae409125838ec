'use client';
import type { Certificate } from '@certline/contracts';
import Link from 'next/link';
import { LineStrip } from '../line/line-strip.tsx';
import { Expires } from '../time/expires.tsx';
import { TimeAgo } from '../time/time-ago.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { displayName, otherNames } from './names.ts';
import { Status } from './status.tsx';

const cell = 'border-b group-last:border-b-0';

/** One certificate in the list: 40 px, two lines on a phone. The whole row opens it. */
export function CertificateRow({ certificate, rowIndex }: { certificate: Certificate; rowIndex: number }) {
  const others = otherNames(certificate);
  return (
    <tr
      aria-rowindex={rowIndex}
      className="group relative h-[41px] hover:bg-sunken/60 has-[a:focus-visible]:bg-sunken"
    >
      <td className={`${cell} px-4 py-2 sm:px-5 sm:py-0`}>
        <div className="flex min-w-0 items-baseline gap-2">
          <Link
            data-row
            prefetch={false}
            href={`/certificates/${certificate.id}`}
            className="min-w-0 truncate font-medium after:absolute after:inset-0"
          >
            {displayName(certificate)}
          </Link>
          {others.length > 0 && (
            <span className="shrink-0 text-[0.8125rem] text-soft" title={others.join('\n')}>
              +{others.length}
            </span>
          )}
        </div>
        <div className="mt-1 text-[0.8125rem] sm:hidden">
          <Status status={certificate.status} />
        </div>
      </td>
      <td className={`${cell} hidden px-3 sm:table-cell`}>
        <Status status={certificate.status} />
      </td>
      <td className={`${cell} hidden px-3 md:table-cell`}>
        <LineStrip status={certificate.status} />
      </td>
      <td className={`${cell} hidden truncate px-3 text-soft md:table-cell`}>
        <TimeAgo iso={certificate.createdAt} />
      </td>
      <td className={`${cell} px-4 text-right text-[0.8125rem] sm:px-5 sm:text-sm`}>
        <Validity certificate={certificate} />
      </td>
    </tr>
  );
}

function Validity({ certificate: { status, notBefore, notAfter } }: { certificate: Certificate }) {
  if (notBefore !== null && notAfter !== null && status === 'issued') {
    return <Expires brief notBefore={notBefore} notAfter={notAfter} />;
  }
  return <span className="text-soft">–</span>;
}

/** The shape of a row while it is on its way. */
export function SkeletonRow() {
  return (
    <tr aria-hidden className="group h-[41px]">
      <td className={`${cell} px-4 sm:px-5`}>
        <Skeleton className="h-3.5 w-44 max-w-full" />
      </td>
      <td className={`${cell} hidden px-3 sm:table-cell`}>
        <Skeleton className="h-3.5 w-20" />
      </td>
      <td className={`${cell} hidden px-3 md:table-cell`}>
        <Skeleton className="h-1.5 w-28" />
      </td>
      <td className={`${cell} hidden px-3 md:table-cell`}>
        <Skeleton className="h-3.5 w-24" />
      </td>
      <td className={`${cell} px-4 sm:px-5`}>
        <Skeleton className="ml-auto h-3.5 w-24" />
      </td>
    </tr>
  );
}
