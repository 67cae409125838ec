'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Attention } from './attention.tsx';
import { ExpiryTimeline } from './expiry-timeline.tsx';
import { Newest } from './newest.tsx';

/** Is everything fine, and what needs me? */
export function OverviewPage() {
  return (
    <>
      <PageHead
        title="Overview"
        action={
          <Link href="/certificates/new" className={buttonClass('primary')}>
            <Plus aria-hidden className="size-4" /> New certificate
          </Link>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Attention />
        <ExpiryTimeline />
        <Newest />
      </div>
    </>
  );
}
