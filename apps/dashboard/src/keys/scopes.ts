import type { Scope } from '@certline/contracts';

/** What each scope lets a program do. */
export const SCOPE_WORDS = {
  'certificates:read': 'See certificates',
  'certificates:request': 'Ask for certificates, cancel and retry them',
  'bundles:download': 'Download bundles with private keys',
  'keys:manage': 'Make and remove API keys',
} satisfies Record<Scope, string>;

export const SCOPES = Object.keys(SCOPE_WORDS) as Scope[];
