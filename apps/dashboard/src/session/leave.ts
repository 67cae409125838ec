/** Goes to the sign-in page and comes back here afterwards. */
export function leaveForSignIn(): void {
  const here = window.location.pathname + window.location.search;
  if (window.location.pathname === '/sign-in') return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Only a path on this very site may follow sign-in: `//host` and `/\host` would lead elsewhere. */
export function safeNext(next: string | null | undefined): string {
  return next !== null && next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}
