import type { Scope } from '@certline/contracts';
import type { Access } from '@certline/contracts/openapi';
import type { Request, Response } from 'express';
import { ApiError, notFound } from '../http/api-error.ts';
import { note } from '../http/observe.ts';
import type { Route } from '../http/route.ts';
import type { Caller } from './caller.ts';
import { SIGN_IN_CHALLENGE } from './challenge.ts';
import type { Identify } from './identify.ts';
import { requireOwnOrigin } from './origin.ts';

/** Decides who gets through to a route. */
export type Gatekeeper = {
  admit: (
    request: Request,
    response: Response,
    route: Pick<Route, 'method' | 'path' | 'access'>,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<Caller | null>;
};

/** Whether a caller may see the resource that a path's `{id}` names, for the choice between 403 and 404. */
export type MaySee = (caller: Caller, path: string, id: string) => Promise<boolean>;

/**
 * Lets a call through, or refuses it: 401 without a sign-in; 403 for a cookie from elsewhere; without the
 * scope, 404 where the caller may not even read the resource and 403 where it may.
 */
export function createGatekeeper(identify: Identify, maySee: MaySee, publicUrl: string): Gatekeeper {
  return {
    async admit(request, response, route, parameters) {
      if (route.access === 'public') return null;
      const identity = await identify(request);
      if (identity === null) throw notSignedIn();
      const { caller, setCookies } = identity;
      note(response, { caller: `${caller.kind}:${caller.id}`, team: caller.team.slug });
      if (setCookies.length > 0) response.append('Set-Cookie', [...setCookies]);
      if (caller.kind === 'user' && route.method !== 'get') requireOwnOrigin(request, publicUrl);
      if (!mayDo(caller, route.access)) {
        const id = parameters['id'];
        if (id !== undefined && !(await maySee(caller, route.path, id))) throw notFound();
        throw scopeMissing(route.access);
      }
      return caller;
    },
  };
}

/** Whether the caller has what a route asks for. */
export function mayDo(caller: Caller, access: Exclude<Access, 'public'>): boolean {
  return access === 'signed_in' || caller.scopes.has(access);
}

const notSignedIn = (): ApiError =>
  new ApiError(
    'not_signed_in',
    'Sign in to the portal, or send a valid API key: Authorization: Bearer clk_…',
    { headers: SIGN_IN_CHALLENGE },
  );

const scopeMissing = (scope: Scope | 'signed_in'): ApiError =>
  new ApiError('scope_missing', `This needs an API key with the scope “${scope}”. Make one in the portal.`);
