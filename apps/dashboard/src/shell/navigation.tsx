'use client';
import { KeyRound, LayoutDashboard, type LucideIcon, ScrollText, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '../ui/class-names.ts';

const PLACES: readonly { href: string; name: string; icon: LucideIcon }[] = [
  { href: '/', name: 'Overview', icon: LayoutDashboard },
  { href: '/certificates', name: 'Certificates', icon: ScrollText },
  { href: '/authorities', name: 'Authorities', icon: ShieldCheck },
  { href: '/keys', name: 'API keys', icon: KeyRound },
];

export function Navigation() {
  const path = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {PLACES.map(({ href, name, icon: Icon }) => {
          const here = href === '/' ? path === '/' : path.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  'flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium',
                  here ? 'bg-sunken text-text' : 'text-soft hover:bg-sunken hover:text-text',
                )}
              >
                <Icon aria-hidden className="size-4" />
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
