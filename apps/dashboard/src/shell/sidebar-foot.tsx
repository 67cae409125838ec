'use client';
import type { Whoami } from '@certline/contracts';
import { Keyboard, LogOut } from 'lucide-react';
import { LiveMark } from '../live/live-mark.tsx';
import { signOut } from '../session/sign-in.ts';
import type { Theme } from '../theme/theme.ts';
import { ThemeChoice } from '../theme/theme-choice.tsx';
import { Button } from '../ui/button.tsx';

/** Who is signed in, whether the page is live, the colours, and the way out. */
export function SidebarFoot({ user, theme, onKeys }: { user: Whoami; theme: Theme; onKeys: () => void }) {
  async function leave() {
    await signOut();
    window.location.assign('/sign-in');
  }
  return (
    <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3 border-t pt-3">
      <div className="flex items-center justify-between px-2">
        <LiveMark />
        <ThemeChoice initial={theme} />
      </div>
      <div className="flex items-center justify-between gap-2 pl-2">
        <div className="min-w-0">
          <p className="truncate text-[0.8125rem] font-medium" title={user.name}>
            {user.name}
          </p>
          <p className="truncate text-xs text-soft">{user.team.name}</p>
        </div>
        <span className="flex shrink-0">
          <Button
            look="quiet"
            size="icon"
            onClick={onKeys}
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts (?)"
          >
            <Keyboard aria-hidden className="size-4" />
          </Button>
          <Button
            look="quiet"
            size="icon"
            onClick={() => void leave()}
            aria-label="Sign out"
            title="Sign out"
          >
            <LogOut aria-hidden className="size-4" />
          </Button>
        </span>
      </div>
    </div>
  );
}
