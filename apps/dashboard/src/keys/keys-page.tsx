'use client';
import type { ApiKey, CreatedApiKey } from '@certline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty } from '../ui/empty.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { KeyRow } from './key-row.tsx';
import { NewKeyForm } from './new-key-form.tsx';
import { keyList } from './queries.ts';
import { RemoveKey } from './remove-key.tsx';
import { SecretNotice } from './secret-notice.tsx';

/** The team's API keys: what programs sign in with. */
export function KeysPage() {
  const keys = useQuery(keyList());
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const [removing, setRemoving] = useState<ApiKey | null>(null);
  const items = keys.data?.items ?? [];
  const newKey = (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden className="size-4" /> New key
    </Button>
  );
  return (
    <>
      <PageHead title="API keys" action={items.length > 0 && newKey}>
        Programs sign in with a key. Give each one its own, with no more than it needs.
      </PageHead>
      <div className="grid gap-4">
        {keys.error !== null && <FaultNotice error={keys.error} onRetry={() => void keys.refetch()} />}
        {made !== null && <SecretNotice made={made} onDone={() => setMade(null)} />}
        {keys.isPending && (
          <Card className="p-5">
            <Skeleton className="h-24" />
          </Card>
        )}
        {items.length > 0 && (
          <Card>
            <ul>
              {items.map((key) => (
                <KeyRow key={key.id} apiKey={key} onRemove={() => setRemoving(key)} />
              ))}
            </ul>
          </Card>
        )}
        {keys.isSuccess && items.length === 0 && (
          <Card>
            <Empty title="No keys yet" action={newKey}>
              <p>With a key, a script asks for certificates and downloads them:</p>
              <code className="mt-2 block rounded bg-sunken px-3 py-2 text-left font-mono text-xs break-all">
                curl -H &quot;Authorization: Bearer $KEY&quot; …/v1/certificates
              </code>
            </Empty>
          </Card>
        )}
      </div>
      <Dialog title="New API key" open={making} onClose={() => setMaking(false)}>
        <NewKeyForm
          onMade={(key) => {
            setMade(key);
            setMaking(false);
          }}
        />
      </Dialog>
      <Dialog title="Remove this key?" open={removing !== null} onClose={() => setRemoving(null)}>
        {removing !== null && <RemoveKey apiKey={removing} onDone={() => setRemoving(null)} />}
      </Dialog>
    </>
  );
}
