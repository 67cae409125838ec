import type { Metadata } from 'next';
import { authorityList } from '../../../../authorities/queries.ts';
import { certificateDetail, certificateEvents } from '../../../../certificates/queries.ts';
import { CertificateDetailPage } from '../../../../detail/detail-page.tsx';
import { WithData } from '../../../../session/prefetch.tsx';
import { serverApi } from '../../../../session/server.ts';

export const metadata: Metadata = { title: 'Certificate' };

export default async function CertificatePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <WithData
      load={(queries) => [
        queries.query(certificateDetail(id, serverApi)),
        queries.query(certificateEvents(id, serverApi)),
        queries.query(authorityList(serverApi)),
      ]}
    >
      <CertificateDetailPage id={id} />
    </WithData>
  );
}
