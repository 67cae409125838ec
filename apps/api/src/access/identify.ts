import { SCOPES } from '@certline/contracts';
import type { Database } from '@certline/store';
import { findApiKey, listTeamsOf, pingDatabase } from '@certline/store';
import type { Request } from 'express';
import { ApiError, notFound } from '../http/api-error.ts';
import type { Caller } from './caller.ts';
import type { KeyUse } from './key-use.ts';
import type { Sessions } from './sessions.ts';

/** A caller, and the cookies to send back when the session was prolonged. */
type Identity = { caller: Caller; setCookies: readonly string[] };

/** Finds out who is calling. Null when nobody is signed in. */
export type Identify = (request: Request) => Promise<Identity | null>;

/**
 * Reads `Authorization: Bearer <API key>` or, without that header, the session cookie.
 * @throws ApiError not_found for a team that the caller is not in; forbidden for a person without any
 */
export function createIdentify(db: Database, sessions: Sessions, keyUse: KeyUse): Identify {
  return async (request) => {
    const authorization = request.get('Authorization');
    // A wrong key is never made up for by a cookie that happens to be there.
    const identity =
      authorization === undefined
        ? await bySession(db, sessions, request)
        : await byApiKey(db, keyUse, authorization);
    if (identity === null) return null;
    const wanted = request.get('Certline-Team');
    if (wanted !== undefined && wanted !== identity.caller.team.slug) throw notFound();
    return identity;
  };
}

async function byApiKey(db: Database, keyUse: KeyUse, authorization: string): Promise<Identity | null> {
  const secret = /^Bearer ([\w.~+/-]{1,256}=*)$/i.exec(authorization)?.[1];
  const key = secret === undefined ? undefined : await findApiKey(db, secret);
  if (key === undefined) return null;
  keyUse.note(key.id);
  const { id, name, team, scopes, expiresAt } = key;
  return { caller: { kind: 'api_key', id, name, team, scopes: new Set(scopes), expiresAt }, setCookies: [] };
}

async function bySession(db: Database, sessions: Sessions, request: Request): Promise<Identity | null> {
  const cookie = request.get('Cookie');
  if (cookie === undefined) return null;
  const { headers, response: session } = await sessions.api
    .getSession({ headers: new Headers({ cookie }), returnHeaders: true })
    .catch(async (error: unknown) => {
      // The library says “failed” and nothing more: if the database is away, its own error tells so.
      await pingDatabase(db);
      throw error;
    });
  if (session === null) return null;
  const teams = await listTeamsOf(db, session.user.id);
  const wanted = request.get('Certline-Team');
  const team = wanted === undefined ? teams[0] : teams.find(({ slug }) => slug === wanted);
  if (team === undefined) {
    if (teams.length > 0) throw notFound();
    throw new ApiError('forbidden', 'You are in no team yet. Ask whoever runs Certline to add you to one.');
  }
  const { id, email } = session.user;
  return {
    caller: { kind: 'user', id, name: email, team, scopes: new Set(SCOPES), expiresAt: null },
    setCookies: headers.getSetCookie(),
  };
}
