'use client';
import type { ApiKey } from '@certline/contracts';
import { Trash2 } from 'lucide-react';
import { Expires } from '../time/expires.tsx';
import { TimeAgo } from '../time/time-ago.tsx';
import { Button } from '../ui/button.tsx';
import { SCOPE_WORDS } from './scopes.ts';

/** One key: its name, what it may do, and when it was last of use. */
export function KeyRow({ apiKey, onRemove }: { apiKey: ApiKey; onRemove: () => void }) {
  return (
    <li className="flex items-start justify-between gap-4 border-b px-4 py-3.5 last:border-b-0 sm:px-5">
      <div className="min-w-0">
        <h2 className="font-medium break-words">{apiKey.name}</h2>
        <p className="text-[0.8125rem] text-soft">
          {apiKey.scopes.map((scope) => SCOPE_WORDS[scope]).join(' · ')}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-[0.8125rem] text-soft">
          <span>
            Made <TimeAgo iso={apiKey.createdAt} />,
          </span>
          <span>
            {apiKey.lastUsedAt === null ? (
              'never used,'
            ) : (
              <>
                last used <TimeAgo iso={apiKey.lastUsedAt} />,
              </>
            )}
          </span>
          {apiKey.expiresAt === null ? (
            <span>without an end</span>
          ) : (
            <Expires notBefore={apiKey.createdAt} notAfter={apiKey.expiresAt} />
          )}
        </p>
      </div>
      <Button
        look="quiet"
        size="icon"
        onClick={onRemove}
        aria-label={`Remove the key ${apiKey.name}`}
        title="Remove"
      >
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </li>
  );
}
