'use client';
import type { Authority } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AuthorityCard } from './authority-card.tsx';
import { authorityList } from './queries.ts';
import { TrustGuide } from './trust-guide.tsx';

/** Whom do clients trust? Each root with what stands under it, and how a system comes to trust it. */
export function AuthoritiesPage() {
  const authorities = useQuery(authorityList());
  const all = authorities.data?.items ?? [];
  const roots = all.filter((authority) => authority.kind === 'root');
  return (
    <>
      <PageHead title="Authorities">
        Clients trust a root once; then they trust every certificate of the authorities under it.
      </PageHead>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {authorities.error !== null && (
          <FaultNotice error={authorities.error} onRetry={() => void authorities.refetch()} />
        )}
        {authorities.isPending && (
          <Card className="p-5">
            <Skeleton className="h-72" />
          </Card>
        )}
        {authorities.isSuccess && roots.length === 0 && (
          <Card>
            <Empty title="No authority yet">
              The set-up ceremony makes a root and an intermediate. On a development machine, the first start
              does so by itself.
            </Empty>
          </Card>
        )}
        {roots.map((root) => (
          <div key={root.id} className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <Tree authority={root} all={all} />
            <TrustGuide root={root} />
          </div>
        ))}
      </div>
    </>
  );
}

function Tree({ authority, all }: { authority: Authority; all: readonly Authority[] }) {
  const below = all.filter((other) => other.issuer === authority.slug && other.id !== authority.id);
  return (
    <div>
      <AuthorityCard authority={authority} />
      {below.length > 0 && (
        <ul className="ml-4 grid gap-4 border-l-2 border-line pt-4 pl-4 sm:ml-8 sm:pl-8">
          {below.map((child) => (
            <li key={child.id}>
              <Tree authority={child} all={all} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
