import type { ResolveContext } from '@certline/domain';
import type { AuthorityRecord, Database, Tx } from '@certline/store';
import { listAuthorities } from '@certline/store';

/** The authority that a slug, an id or `default` names. */
export function findAuthorityIn(
  authorities: readonly AuthorityRecord[],
  name: string,
): AuthorityRecord | undefined {
  return authorities.find(
    ({ slug, id, isDefault }) => (name === 'default' && isDefault) || slug === name || id === name,
  );
}

/** What requests are judged against, and the authorities that it came from. */
export type Context = ResolveContext & { authorities: readonly AuthorityRecord[] };

/** Reads what requests are judged against at `now`. Only intermediates sign leaves. */
export async function readResolveContext(db: Database | Tx, now: Date): Promise<Context> {
  const authorities = await listAuthorities(db);
  const issuing = authorities.filter(({ kind }) => kind === 'intermediate');
  return { now, authorities, findAuthority: (name) => findAuthorityIn(issuing, name) };
}
