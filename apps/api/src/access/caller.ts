import type { Scope } from '@certline/contracts';
import type { Actor } from '@certline/domain';
import type { Team } from '@certline/store';

/** Who is calling, for which team, with which rights. */
export type Caller = {
  kind: 'user' | 'api_key';
  id: string;
  /** A person's e-mail address, or the name of a key. */
  name: string;
  team: Team;
  scopes: ReadonlySet<Scope>;
  /** When an API key ends by itself; null for one that does not, and for people. */
  expiresAt: Date | null;
};

/** The caller as the record names it. */
export const actorOf = ({ kind, id, name }: Caller): Actor => ({ kind, id, name });
