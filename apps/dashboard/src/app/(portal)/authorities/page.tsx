import type { Metadata } from 'next';
import { AuthoritiesPage } from '../../../authorities/authorities-page.tsx';
import { authorityList } from '../../../authorities/queries.ts';
import { WithData } from '../../../session/prefetch.tsx';
import { serverApi } from '../../../session/server.ts';

export const metadata: Metadata = { title: 'Authorities' };

export default function Page() {
  return (
    <WithData load={(queries) => [queries.query(authorityList(serverApi))]}>
      <AuthoritiesPage />
    </WithData>
  );
}
