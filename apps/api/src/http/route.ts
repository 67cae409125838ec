import type { Access, RouteDescription } from '@certline/contracts/openapi';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Caller } from '../access/caller.ts';
import type { Answer } from './answer.ts';

type BaseCall = {
  /** Parameters of the path, decoded and otherwise unchecked. */
  parameters: Readonly<Record<string, string>>;
  requestId: string;
  request: Request;
  response: Response;
};

/** A call as its handler gets it: signed in, allowed, query and body read. */
export type Call<Allowed extends Access, Query extends z.ZodObject, Body extends z.ZodType> = BaseCall & {
  caller: Allowed extends 'public' ? null : Caller;
  query: z.output<Query>;
  body: z.output<Body>;
};

/** A call before its parts are known by type. */
export type AnyCall = BaseCall & { caller: Caller | null; query: unknown; body: unknown };

/** A route: its description and what it does. */
export type Route = RouteDescription & {
  /**
   * Who reads the body: the mount with the route's schema; the handler, which gets the JSON as it came, to
   * report faults of form and of content together; or nobody, where it is not JSON.
   */
  bodyReader: 'schema' | 'handler' | 'nobody';
  handle: (call: AnyCall) => Promise<Answer>;
};

type Definition<Allowed extends Access, Query extends z.ZodObject, Body extends z.ZodType> = Omit<
  RouteDescription,
  'access' | 'query' | 'body'
> & { access: Allowed; query?: Query; body?: Body };

/** Defines a route. One without `access` does not compile. */
export function route<Allowed extends Access, Query extends z.ZodObject, Body extends z.ZodType>(
  definition: Definition<Allowed, Query, Body>,
  handle: (call: Call<Allowed, Query, Body>) => Promise<Answer>,
): Route {
  return {
    ...definition,
    bodyReader: 'schema',
    // The mount reads query and body with these same schemas, and the caller by the same access.
    handle: (call) => handle(call as Call<Allowed, Query, Body>),
  };
}

/** Like `route`, for a handler that gets the body unread. */
export function routeWithOwnBody<Allowed extends Access, Query extends z.ZodObject>(
  definition: Definition<Allowed, Query, z.ZodType>,
  handle: (call: Call<Allowed, Query, z.ZodUnknown>) => Promise<Answer>,
): Route {
  return {
    ...definition,
    bodyReader: 'handler',
    handle: (call) => handle(call as Call<Allowed, Query, z.ZodUnknown>),
  };
}
