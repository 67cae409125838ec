'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef } from 'react';
import { Button, buttonClass } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { CertificateTable } from './certificate-table.tsx';
import { FirstCertificate } from './first-certificate.tsx';
import { FilterBar } from './filter-bar.tsx';
import { EVERYTHING, filterOf, searchOf, viewOf } from './filter-url.ts';
import { certificateList } from './queries.ts';
import { SearchBox } from './search-box.tsx';
import { useListView } from './use-list-view.ts';

/** Where is X? The team's certificates, newest first, narrowed by search and filters. */
export function CertificateListPage() {
  const [view, setView] = useListView();
  const wantsSearch = useSearchParams().has('search');
  const key = searchOf(view);
  // Its text stands for the view, which is a new object at every turn.
  const filter = useMemo(() => filterOf(viewOf(new URLSearchParams(key)), Date.now()), [key]);
  const list = useInfiniteQuery({ ...certificateList(filter), placeholderData: keepPreviousData });
  const certificates = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = key !== searchOf(EVERYTHING);
  const table = useRef<HTMLDivElement>(null);

  return (
    <>
      <PageHead
        title="Certificates"
        action={
          <Link href="/certificates/new" className={buttonClass('primary')}>
            <Plus aria-hidden className="size-4" /> New certificate
          </Link>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox
          value={view.q}
          focusFirst={wantsSearch}
          onSearch={(q) => setView({ q })}
          onDown={() => table.current?.querySelector<HTMLAnchorElement>('a[data-row]')?.focus()}
        />
        <FilterBar view={view} onChange={setView} />
      </div>
      {list.error !== null && (
        <div className="mb-4">
          <FaultNotice error={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      {(list.isPending || certificates.length > 0) && (
        <Card>
          <div ref={table} className={list.isPlaceholderData ? 'opacity-60' : undefined}>
            <CertificateTable
              certificates={certificates}
              loading={list.isPending || list.isFetchingNextPage}
            />
          </div>
        </Card>
      )}
      {list.isSuccess && certificates.length === 0 && (
        <Card>
          {narrowed ? (
            <Empty
              title="No certificate matches"
              action={<Button onClick={() => setView(EVERYTHING)}>Show all certificates</Button>}
            >
              Search finds names by their beginning or their domain, and serial numbers and fingerprints by
              their first characters.
            </Empty>
          ) : (
            <FirstCertificate />
          )}
        </Card>
      )}
      <NextPage
        enabled={list.hasNextPage && !list.isFetchingNextPage && !list.isPlaceholderData}
        onReach={() => void list.fetchNextPage()}
      />
    </>
  );
}

/** Asks for the next page a little before the end of the list comes into view. */
function NextPage({ enabled, onReach }: { enabled: boolean; onReach: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!enabled || mark.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onReach();
      },
      { rootMargin: '800px' },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  });
  return <div ref={mark} aria-hidden className="h-px" />;
}
