import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey, ApiKeyId, CreateApiKey, CreatedApiKey, Scope, TeamId } from '@certline/contracts';
import type { Actor } from '@certline/domain';
import { sql } from 'kysely';
import { recordEvent } from '../audit.ts';
import type { Database, Tx } from '../database.ts';
import { newApiKeyId } from '../ids.ts';
import type { Team } from './teams.ts';

const PREFIX = 'clk_';
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Who an API key acts for. */
export type ApiKeyIdentity = {
  id: ApiKeyId;
  name: string;
  scopes: Scope[];
  team: Team;
  expiresAt: Date | null;
};

/**
 * Makes a key of 256 random bits; only its SHA-256 is stored (a fast hash is enough for a secret that
 * nobody can guess), so this answer is the only time that the secret is seen.
 */
export async function createApiKey(
  tx: Tx,
  team: TeamId,
  wanted: CreateApiKey,
  by: { actor: Actor; requestId: string | null; now: Date },
): Promise<CreatedApiKey> {
  const id = newApiKeyId();
  const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const expiresAt =
    wanted.validityDays === undefined ? null : new Date(by.now.getTime() + wanted.validityDays * 86_400_000);
  await tx
    .insertInto('api_key')
    .values({
      id,
      team_id: team,
      name: wanted.name,
      secret_sha256: hashOf(secret),
      scopes: wanted.scopes,
      created_by: by.actor.name,
      created_at: by.now,
      expires_at: expiresAt,
    })
    .execute();
  await recordEvent(
    tx,
    { team },
    {
      at: by.now.toISOString(),
      actor: by.actor,
      requestId: by.requestId,
      event: { type: 'api_key.created', apiKey: id, name: wanted.name, scopes: wanted.scopes },
    },
  );
  return {
    id,
    name: wanted.name,
    scopes: wanted.scopes,
    createdAt: by.now.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: null,
    secret,
  };
}

/** Who a presented secret acts for: one look-up by hash. Undefined when unknown, expired or revoked. */
export async function findApiKey(db: Database, secret: string): Promise<ApiKeyIdentity | undefined> {
  if (!secret.startsWith(PREFIX)) return undefined;
  const row = await db
    .selectFrom('api_key as k')
    .innerJoin('team as t', 't.id', 'k.team_id')
    .select([
      'k.id',
      'k.name',
      'k.scopes',
      'k.expires_at',
      't.id as team_id',
      't.slug',
      't.name as team_name',
    ])
    .where('k.secret_sha256', '=', hashOf(secret))
    .where('k.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('k.expires_at', 'is', null), eb('k.expires_at', '>', sql<Date>`now()`)]))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    team: { id: row.team_id, slug: row.slug, name: row.team_name },
    expiresAt: row.expires_at,
  };
}

/** Notes that keys were used; to the minute, so that a busy key does not write at every call. */
export async function touchApiKey(db: Database, id: ApiKeyId): Promise<void> {
  await sql`
    update api_key set last_used_at = now()
    where id = ${id} and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(db);
}

/** The team's keys that are not revoked, newest first. */
export async function listApiKeys(db: Database, team: TeamId): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'])
    .where('team_id', '=', team)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }));
}

/** Ends a key, effective with the commit. False when the team has no such key. */
export async function revokeApiKey(
  db: Database,
  team: TeamId,
  id: ApiKeyId,
  by: { actor: Actor; requestId: string },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const revoked = await tx
      .updateTable('api_key')
      .set({ revoked_at: new Date() })
      .where('id', '=', id)
      .where('team_id', '=', team)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (revoked === undefined) return false;
    await recordEvent(
      tx,
      { team },
      {
        at: new Date().toISOString(),
        actor: by.actor,
        requestId: by.requestId,
        event: { type: 'api_key.revoked', apiKey: id },
      },
    );
    return true;
  });
}
