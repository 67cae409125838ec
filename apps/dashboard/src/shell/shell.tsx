'use client';
import type { Whoami } from '@certline/contracts';
import { Menu } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Live } from '../live/live.tsx';
import type { Theme } from '../theme/theme.ts';
import { buttonClass } from '../ui/button.tsx';
import { Wordmark } from '../ui/wordmark.tsx';
import { Navigation } from './navigation.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { SidebarFoot } from './sidebar-foot.tsx';

/** The frame around every page: navigation at the side, or behind a button on a phone. */
export function Shell({ user, theme, children }: { user: Whoami; theme: Theme; children: ReactNode }) {
  const menu = useRef<HTMLDivElement>(null);
  const path = usePathname();
  const [keysOpen, setKeysOpen] = useState(false);
  const foot = <SidebarFoot user={user} theme={theme} onKeys={() => setKeysOpen(true)} />;
  useEffect(() => menu.current?.hidePopover(), [path]);

  return (
    <Live>
      <a
        href="#content"
        className="sr-only rounded-md bg-text px-3 py-2 text-page focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-b bg-page px-4 lg:hidden">
          <Link href="/" className="rounded-md">
            <Wordmark />
          </Link>
          <button type="button" popoverTarget="menu" className={buttonClass('quiet')} aria-label="Menu">
            <Menu aria-hidden className="size-5" />
          </button>
          <div
            ref={menu}
            id="menu"
            popover="auto"
            className="fixed inset-x-2 top-14 bottom-auto m-0 w-auto rounded-xl border bg-surface p-3 text-text shadow-2xl"
          >
            <Navigation />
            {foot}
          </div>
        </header>
        <header className="sticky top-0 hidden h-dvh flex-col border-r px-3 py-5 lg:flex">
          <Link href="/" className="mb-6 rounded-md px-2">
            <Wordmark />
          </Link>
          <Navigation />
          <div className="mt-auto">{foot}</div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1200px] min-w-0 px-4 py-6 outline-none sm:px-8 sm:py-10"
        >
          {children}
        </main>
      </div>
      <Shortcuts open={keysOpen} onOpenChange={setKeysOpen} />
    </Live>
  );
}
