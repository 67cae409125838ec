import type { z } from 'zod';
import type { Scope } from '../api-key.ts';

/** Who may call a route: anyone, anyone who is signed in, or who has a scope. */
export type Access = 'public' | 'signed_in' | Scope;

/** One of the answers of a route; problems need no description, every route may give them. */
export type AnswerDescription = {
  status: number;
  description: string;
  /** Left out for an answer without a body. */
  contentType?: string;
  schema?: z.ZodType;
};

/** What is known of a route without running it. */
export type RouteDescription = {
  method: 'get' | 'post' | 'delete';
  /** With parameters in braces: `/v1/certificates/{id}`. */
  path: string;
  access: Access;
  summary: string;
  answers: readonly AnswerDescription[];
  query?: z.ZodObject;
  /** What the body must be; left out when there is none. */
  body?: z.ZodType;
  requestHeaders?: z.ZodObject;
};
