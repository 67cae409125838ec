import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Gatekeeper } from '../access/gatekeeper.ts';
import { sendAnswer } from './answer.ts';
import { ApiError } from './api-error.ts';
import { faultsOf } from './faults.ts';
import { readJsonBody } from './json-body.ts';
import { note } from './observe.ts';
import { requestIdOf } from './request-id.ts';
import type { Route } from './route.ts';

const NO_QUERY = z.strictObject({});
const NO_BODY = z.strictObject({}).optional();

/** Mounts the routes, and the refusal of every other method on their paths. */
export function mountRoutes(app: Express, routes: readonly Route[], gatekeeper: Gatekeeper): void {
  const paths = Map.groupBy(routes, (route) => route.path);
  for (const [path, ofPath] of paths) {
    const expressPath = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const route of ofPath) {
      app[route.method](expressPath, async (request, response) => {
        note(response, { route: path });
        await run(route, gatekeeper, request, response);
      });
    }
    const methods = ofPath.map((route) => route.method.toUpperCase());
    if (methods.includes('GET')) methods.push('HEAD');
    const allow = methods.join(', ');
    app.all(expressPath, () => {
      throw new ApiError('method_not_allowed', `This address answers ${allow} only.`, {
        headers: { Allow: allow },
      });
    });
  }
}

async function run(
  route: Route,
  gatekeeper: Gatekeeper,
  request: Request,
  response: Response,
): Promise<void> {
  const parameters = parametersOf(request);
  const caller = await gatekeeper.admit(request, response, route, parameters);
  const query = readQuery(route, request);
  const body = await readBody(route, request, response);
  const answer = await route.handle({
    parameters,
    caller,
    query,
    body,
    requestId: requestIdOf(response),
    request,
    response,
  });
  sendAnswer(response, answer);
}

function parametersOf({ params }: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function readQuery(route: Route, request: Request): unknown {
  const parsed = (route.query ?? NO_QUERY).safeParse(request.query);
  if (parsed.success) return parsed.data;
  throw new ApiError('query_malformed', 'The query has faults; `errors` names each one.', {
    faults: faultsOf(parsed.error),
  });
}

async function readBody(route: Route, request: Request, response: Response): Promise<unknown> {
  if (route.method === 'get' || route.bodyReader === 'nobody') return undefined;
  const body = await readJsonBody(request, response);
  if (route.body === undefined) return parseBody(NO_BODY, body);
  if (body === undefined && !route.body.safeParse(undefined).success) {
    throw new ApiError('body_malformed', 'This call needs a JSON body.');
  }
  return route.bodyReader === 'handler' ? body : parseBody(route.body, body);
}

function parseBody(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError('request_invalid', 'The body has faults; `errors` names each one.', {
    faults: faultsOf(parsed.error),
  });
}
