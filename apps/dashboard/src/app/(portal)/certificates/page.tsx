import type { Metadata } from 'next';
import { Suspense } from 'react';
import { authorityList } from '../../../authorities/queries.ts';
import { filterOf, viewOf } from '../../../certificates/filter-url.ts';
import { CertificateListPage } from '../../../certificates/list-page.tsx';
import { certificateList } from '../../../certificates/queries.ts';
import { WithData } from '../../../session/prefetch.tsx';
import { serverApi } from '../../../session/server.ts';

export const metadata: Metadata = { title: 'Certificates' };

export default async function CertificatesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const search = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const filter = filterOf(viewOf(search), Date.now());
  return (
    <WithData
      load={(queries) => [
        queries.infiniteQuery(certificateList(filter, serverApi)),
        queries.query(authorityList(serverApi)),
      ]}
    >
      <Suspense>
        <CertificateListPage />
      </Suspense>
    </WithData>
  );
}
