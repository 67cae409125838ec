'use client';
import { FaultNotice } from '../../ui/fault-notice.tsx';

/** What a page that cannot be drawn says. */
export default function PageFault({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-xl p-6 pt-24">
      <FaultNotice error={error} title="This page cannot be shown" onRetry={reset} />
    </main>
  );
}
