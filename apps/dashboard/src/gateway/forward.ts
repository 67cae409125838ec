import { type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { apiUrl } from './environment.ts';

/** RFC 9110 7.6.1: fields that concern one connection only and are not passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Passes a request on to the API and streams both bodies, so that neither size nor duration is cut. */
export async function forward(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  try {
    return answerOf(await send(new URL(pathname + search, apiUrl()), request));
  } catch {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return apiAway();
  }
}

function send(target: URL, request: Request): Promise<IncomingMessage> {
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    if (!HOP_BY_HOP.has(name) && name !== 'host') headers[name] = value;
  });
  const options: RequestOptions = { method: request.method, headers, signal: request.signal };
  return new Promise((resolve, reject) => {
    const outgoing = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, options, resolve);
    outgoing.on('error', reject);
    if (request.body === null) outgoing.end();
    else {
      // The DOM's and Node's types of the same stream differ in details that matter to neither.
      const body = Readable.fromWeb(request.body as unknown as NodeReadableStream);
      body.on('error', (error) => outgoing.destroy(error));
      body.pipe(outgoing);
    }
  });
}

function answerOf(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (HOP_BY_HOP.has(name)) continue;
    for (const value of values ?? []) headers.append(name, value);
  }
  // Compression would hold events back until a buffer is full.
  if (headers.get('content-type')?.startsWith('text/event-stream') === true) {
    headers.set('cache-control', 'no-cache, no-transform');
  }
  const status = incoming.statusCode ?? 502;
  const empty = status === 204 || status === 304;
  if (empty) incoming.resume();
  const body = empty ? null : (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}

/** The API's own form of "come back later" (RFC 9457), for it cannot say so itself. */
function apiAway(): Response {
  const problem = {
    type: 'about:blank',
    title: 'A part that this needs is away',
    status: 503,
    code: 'unavailable',
    detail: 'The Certline API does not answer. Try again in a moment.',
    requestId: crypto.randomUUID(),
  };
  return Response.json(problem, {
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '2' },
  });
}
