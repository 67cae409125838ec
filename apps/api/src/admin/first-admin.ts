import { randomBytes } from 'node:crypto';
import type { TeamId } from '@certline/contracts';
import { SCOPES } from '@certline/contracts';
import type { Actor, AuditEvent } from '@certline/domain';
import type { Tx } from '@certline/store';
import {
  createApiKey,
  ensureMember,
  ensureTeam,
  findApiKey,
  holdTeams,
  openStore,
  recordEvent,
} from '@certline/store';
import { createSessions } from '../access/sessions.ts';

const SET_UP: Actor = { kind: 'system', name: 'set-up' };

/**
 * Makes sure that a person can sign in with this e-mail and password and belongs to the team, which is made
 * when there is none. Repeating it changes nothing; a new password replaces the old one and ends its sessions.
 * One transaction, better-auth's writes and the record of it included; several at once take turns.
 */
export async function ensureFirstAdmin(admin: {
  databaseUrl: string;
  email: string;
  password: string;
  teamSlug: string;
  teamName: string;
}): Promise<void> {
  await inTransaction(admin.databaseUrl, async (tx) => {
    await holdTeams(tx);
    const user = await ensureUser(tx, admin);
    const team = await ensureRecordedTeam(tx, admin);
    if (await ensureMember(tx, team, user, 'admin'))
      await record(tx, team, { type: 'team.member_added', team, user, role: 'admin' });
  });
}

/** @returns the user's id */
async function ensureUser(tx: Tx, admin: { email: string; password: string }): Promise<string> {
  // Nothing is signed with it: no session is opened here.
  const secret = randomBytes(32).toString('base64');
  const sessions = createSessions({ db: tx, publicUrl: 'http://localhost', secret });
  const { internalAdapter, password } = await sessions.$context;
  const email = admin.email.trim().toLowerCase();
  const known = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  const credential = known?.accounts.find(({ providerId }) => providerId === 'credential');
  if (credential !== undefined && known !== null) {
    const user = known.user.id;
    if (await password.verify({ hash: credential.password ?? '', password: admin.password })) return user;
    await internalAdapter.updatePassword(user, await password.hash(admin.password));
    await internalAdapter.deleteUserSessions(user);
    await record(tx, null, { type: 'user.password_replaced', user });
    return user;
  }
  const { id: user } =
    known?.user ??
    (await internalAdapter.createUser(
      { email, name: 'Administrator', emailVerified: true },
      { method: 'email-password' },
    ));
  await internalAdapter.linkAccount({
    userId: user,
    providerId: 'credential',
    accountId: user,
    password: await password.hash(admin.password),
  });
  await record(tx, null, { type: known === null ? 'user.created' : 'user.password_replaced', user });
  return user;
}

async function ensureRecordedTeam(
  tx: Tx,
  { teamSlug: slug, teamName: name }: { teamSlug: string; teamName: string },
): Promise<TeamId> {
  const { id: team, created } = await ensureTeam(tx, slug, name);
  if (created) await record(tx, team, { type: 'team.created', team, slug, name });
  return team;
}

const record = (tx: Tx, team: TeamId | null, event: AuditEvent): Promise<void> =>
  recordEvent(tx, { team }, { at: new Date().toISOString(), actor: SET_UP, requestId: null, event });

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
  return inTransaction(wanted.databaseUrl, async (tx) => {
    const team = await ensureRecordedTeam(tx, wanted);
    const known = wanted.existing === undefined ? undefined : await findApiKey(tx, wanted.existing);
    if (wanted.existing !== undefined && known?.team.id === team) return wanted.existing;
    const by = { actor: SET_UP, requestId: null, now: new Date() };
    const { secret } = await createApiKey(tx, team, { name: wanted.name, scopes: [...SCOPES] }, by);
    return secret;
  });
}

async function inTransaction<Result>(
  databaseUrl: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const store = openStore(databaseUrl, { connections: 1, onError: () => undefined });
  try {
    return await store.db.transaction().execute(work);
  } finally {
    await store.close();
  }
}
