'use client';
import type { CreatedApiKey } from '@certline/contracts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { Notice } from '../ui/notice.tsx';

/** The one time that a key's secret is shown. */
export function SecretNotice({ made, onDone }: { made: CreatedApiKey; onDone: () => void }) {
  return (
    <div role="status">
      <Notice
        tone="good"
        title={`The key “${made.name}” is made. Copy it now: it is not shown again.`}
        action={
          <Button size="small" onClick={onDone}>
            Done
          </Button>
        }
      >
        <div className="mt-2 flex items-center justify-between gap-2 rounded-md border bg-surface py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 font-mono text-[0.8125rem] break-all">{made.secret}</code>
          <Copy text={made.secret} what="key" word="Copy" />
        </div>
      </Notice>
    </div>
  );
}
