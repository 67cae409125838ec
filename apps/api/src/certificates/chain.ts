import type { AuthorityId } from '@certline/contracts';
import type { AuthorityRecord } from '@certline/store';

/** The authorities from `first` up to and with its root; empty for null. */
export function chainAbove(
  authorities: readonly AuthorityRecord[],
  first: AuthorityId | null,
): AuthorityRecord[] {
  const chain: AuthorityRecord[] = [];
  let id = first;
  while (id !== null) {
    const wanted = id;
    const authority = authorities.find((candidate) => candidate.id === wanted);
    if (authority === undefined) throw new Error(`The authority ${wanted} is not in the database.`);
    chain.push(authority);
    id = authority.issuerId;
  }
  return chain;
}
