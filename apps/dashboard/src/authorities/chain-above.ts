import type { Authority } from '@certline/contracts';

/** The authorities over a certificate, root first. `named` is a slug, an id, or `default`; `self` has none. */
export function chainAbove(named: string, authorities: readonly Authority[]): Authority[] {
  const chain: Authority[] = [];
  let next = authorities.find(
    (authority) =>
      authority.slug === named || authority.id === named || (named === 'default' && authority.isDefault),
  );
  // A circle cannot be in good data, and must not hang the page if it is in bad.
  while (next !== undefined && !chain.includes(next)) {
    chain.unshift(next);
    const { issuer } = next;
    next = authorities.find((authority) => authority.slug === issuer);
  }
  return chain;
}
