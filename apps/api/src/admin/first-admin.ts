import { randomBytes } from 'node:crypto';
import { SCOPES } from '@certline/contracts';
import type { Actor } from '@certline/domain';
import { createApiKey, ensureMember, ensureTeam, findApiKey, openStore } from '@certline/store';
import { createSessions } from '../access/sessions.ts';

const SET_UP: Actor = { kind: 'system', name: 'set-up' };

type Store = ReturnType<typeof openStore>;

/**
 * Makes sure that a person can sign in with this e-mail and password and belongs to the team, which is made
 * when there is none. Repeating it changes nothing; a new password replaces the old one and ends its sessions.
 */
export async function ensureFirstAdmin(admin: {
  databaseUrl: string;
  email: string;
  password: string;
  teamSlug: string;
  teamName: string;
}): Promise<void> {
  await withStore(admin.databaseUrl, async ({ db }) => {
    // Nothing is signed with it: no session is opened here.
    const secret = randomBytes(32).toString('base64');
    const { internalAdapter, password } = await createSessions({ db, publicUrl: 'http://localhost', secret })
      .$context;
    const email = admin.email.trim().toLowerCase();
    const known = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
    const credential = known?.accounts.find(({ providerId }) => providerId === 'credential');
    const user =
      known?.user ??
      (await internalAdapter.createUser(
        { email, name: 'Administrator', emailVerified: true },
        { method: 'email-password' },
      ));
    if (credential === undefined) {
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: await password.hash(admin.password),
      });
    } else if (!(await password.verify({ hash: credential.password ?? '', password: admin.password }))) {
      await internalAdapter.updatePassword(user.id, await password.hash(admin.password));
      await internalAdapter.deleteUserSessions(user.id);
    }
    const team = await ensureTeam(db, admin.teamSlug, admin.teamName);
    await ensureMember(db, team.id, user.id, 'admin');
  });
}

/**
 * An API key of the team with every scope: `existing` when it still works, else a new one.
 * @returns the secret
 */
export async function createStartKey(wanted: {
  databaseUrl: string;
  teamSlug: string;
  teamName: string;
  name: string;
  existing?: string;
}): Promise<string> {
  return withStore(wanted.databaseUrl, async ({ db }) => {
    const team = await ensureTeam(db, wanted.teamSlug, wanted.teamName);
    const known = wanted.existing === undefined ? undefined : await findApiKey(db, wanted.existing);
    if (wanted.existing !== undefined && known?.team.id === team.id) return wanted.existing;
    const by = { actor: SET_UP, requestId: null, now: new Date() };
    const key = { name: wanted.name, scopes: [...SCOPES] };
    const { secret } = await db.transaction().execute((tx) => createApiKey(tx, team.id, key, by));
    return secret;
  });
}

async function withStore<Result>(
  databaseUrl: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = openStore(databaseUrl, { connections: 2, onError: () => undefined });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
