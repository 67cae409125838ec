import type { Metadata } from 'next';
import { authorityList } from '../../../../authorities/queries.ts';
import { certificateDetail } from '../../../../certificates/queries.ts';
import { NewCertificatePage } from '../../../../request/new-page.tsx';
import { profileList } from '../../../../request/queries.ts';
import { WithData } from '../../../../session/prefetch.tsx';
import { serverApi } from '../../../../session/server.ts';

export const metadata: Metadata = { title: 'New certificate' };

export default async function NewPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { from } = await searchParams;
  const model = typeof from === 'string' ? from : null;
  return (
    <WithData
      load={(queries) => [
        queries.query(profileList(serverApi)),
        queries.query(authorityList(serverApi)),
        ...(model === null ? [] : [queries.query(certificateDetail(model, serverApi))]),
      ]}
    >
      <NewCertificatePage from={model} />
    </WithData>
  );
}
