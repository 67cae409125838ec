import { redirect } from 'next/navigation';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { whoami } from '../../session/server.ts';
import { Shell } from '../../shell/shell.tsx';
import { THEME_COOKIE, themeOf } from '../../theme/theme.ts';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const user = await whoami();
  if (user === null) {
    const path = (await headers()).get('x-certline-path') ?? '/';
    redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Shell user={user} theme={theme}>
      {children}
    </Shell>
  );
}
