'use client';
import { FaultNotice } from '../ui/fault-notice.tsx';

/** Stands in for the whole portal while the API is away. */
export default function PortalFault({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-xl p-6 pt-24">
      <FaultNotice
        error={new Error('The Certline API does not answer. If it is just starting, try again in a moment.')}
        title="Certline is not ready"
        onRetry={reset}
      />
    </main>
  );
}
