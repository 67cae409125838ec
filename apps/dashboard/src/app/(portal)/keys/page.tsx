import type { Metadata } from 'next';
import { KeysPage } from '../../../keys/keys-page.tsx';
import { keyList } from '../../../keys/queries.ts';
import { WithData } from '../../../session/prefetch.tsx';
import { serverApi } from '../../../session/server.ts';

export const metadata: Metadata = { title: 'API keys' };

export default function Page() {
  return (
    <WithData load={(queries) => [queries.query(keyList(serverApi))]}>
      <KeysPage />
    </WithData>
  );
}
