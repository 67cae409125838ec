'use client';
import type { Authority, Certificate } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { FileBadge, ShieldCheck, Signature } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { chainAbove } from '../authorities/chain-above.ts';
import { authorityList } from '../authorities/queries.ts';
import { displayName } from '../certificates/names.ts';
import { calendarDay } from '../time/relative.ts';
import { Card } from '../ui/card.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** Who vouches for the certificate, drawn from the root down to the leaf. */
export function Chain({ certificate }: { certificate: Certificate }) {
  const authorities = useQuery(authorityList());
  const above = chainAbove(certificate.authority, authorities.data?.items ?? []);
  return (
    <Card title="Chain">
      <ol className="grid p-4 sm:p-5">
        {authorities.isPending && (
          <>
            <SkeletonLink />
            <SkeletonLink />
          </>
        )}
        {above.map((authority) => (
          <AuthorityLink key={authority.id} authority={authority} />
        ))}
        <Element
          icon={<FileBadge aria-hidden className="size-4" />}
          name={displayName(certificate)}
          note={
            certificate.authority === 'self'
              ? 'This certificate signed itself: clients must trust it alone'
              : certificate.notAfter === null
                ? 'This certificate, not signed yet'
                : `This certificate, until ${calendarDay(certificate.notAfter)}`
          }
          last
        />
      </ol>
    </Card>
  );
}

function AuthorityLink({ authority }: { authority: Authority }) {
  const root = authority.kind === 'root';
  return (
    <Element
      icon={
        root ? <ShieldCheck aria-hidden className="size-4" /> : <Signature aria-hidden className="size-4" />
      }
      name={
        <Link href={`/authorities#${authority.slug}`} className="rounded hover:text-accent hover:underline">
          {authority.name}
        </Link>
      }
      note={`${root ? 'Root: what clients trust' : 'Intermediate'}, until ${calendarDay(authority.notAfter)}`}
    />
  );
}

function Element({
  icon,
  name,
  note,
  last = false,
}: {
  icon: ReactNode;
  name: ReactNode;
  note: string;
  last?: boolean;
}) {
  return (
    <li className="relative flex gap-3 pb-5 last:pb-0">
      {!last && <span aria-hidden className="absolute top-8 bottom-0 left-4 w-px bg-line-strong/60" />}
      <span
        className={
          last
            ? 'grid size-8 shrink-0 place-items-center rounded-lg bg-accent-wash text-accent'
            : 'grid size-8 shrink-0 place-items-center rounded-lg border bg-sunken text-soft'
        }
      >
        {icon}
      </span>
      <span className="min-w-0">
        <span className="block font-medium break-words">{name}</span>
        <span className="block text-[0.8125rem] text-soft">{note}</span>
      </span>
    </li>
  );
}

function SkeletonLink() {
  return (
    <li aria-hidden className="flex gap-3 pb-5">
      <Skeleton className="size-8" />
      <span className="grid gap-2">
        <Skeleton className="h-4 w-44" />
        <Skeleton className="h-3 w-32" />
      </span>
    </li>
  );
}
