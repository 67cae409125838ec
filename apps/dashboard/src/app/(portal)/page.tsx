import type { Metadata } from 'next';
import { filterOf } from '../../certificates/filter-url.ts';
import { CONCERNS, NEWEST_SHOWN, YEAR_VIEW } from '../../overview/concerns.ts';
import { OverviewPage } from '../../overview/overview-page.tsx';
import { certificateCount, endingBefore, newestCertificates } from '../../overview/queries.ts';
import { WithData } from '../../session/prefetch.tsx';
import { serverApi } from '../../session/server.ts';

export const metadata: Metadata = { title: 'Overview' };

export default function Page() {
  const now = Date.now();
  const yearEnd = filterOf(YEAR_VIEW, now).expiresBefore ?? '';
  return (
    <WithData
      load={(queries) => [
        ...CONCERNS.map(({ view }) => queries.query(certificateCount(filterOf(view, now), serverApi))),
        queries.query(newestCertificates(NEWEST_SHOWN, serverApi)),
        queries.query(endingBefore(yearEnd, serverApi)),
      ]}
    >
      <OverviewPage />
    </WithData>
  );
}
