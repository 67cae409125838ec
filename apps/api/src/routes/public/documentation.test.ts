import { once } from 'node:events';
import { connect } from 'node:net';
import { SCOPES } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dependencies } from '../../dependencies.ts';
import { createApp } from '../../server.ts';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi, untilTrue } from '../../../test/api-harness.ts';

type Operation = {
  security: Record<string, string[]>[];
  responses: Record<string, unknown>;
  summary: string;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.callAs({})<Document>('GET', '/openapi.json')).body;
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

test('every documented operation is there, and no other method on its path', async () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    if (path === '/v1/events') continue; // answers for as long as one listens
    const address = path.replaceAll(/\{\w+\}/g, 'x');
    for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await api.call(method, address);
      const isDocumented = method.toLowerCase() in methods;
      expect([method, path, status === 405]).toEqual([method, path, !isDocumented]);
      if (!isDocumented) expect(headers.get('allow')).toContain(Object.keys(methods)[0]?.toUpperCase());
    }
  }
});

test('what is not documented is not there', () => {
  // Only looked at, never called: the dependencies are not touched.
  const app = createApp({
    publicUrl: api.publicUrl,
    trustedProxies: [] as readonly string[],
  } as Dependencies);
  const mounted = new Set(
    app.router.stack.flatMap(({ route }) =>
      route === undefined ? [] : [route.path.replaceAll(/:(\w+)/g, '{$1}')],
    ),
  );
  expect([...mounted].sort()).toEqual(Object.keys(document.paths).sort());
});

test('every operation says who may call it', async () => {
  for (const { path, operation } of operations()) {
    const scopes = operation.security[0]?.['apiKey'];
    const isPublic = operation.security.length === 0;
    expect(isPublic).toBe(!path.startsWith('/v1/'));
    if (scopes !== undefined) expect(SCOPES).toEqual(expect.arrayContaining(scopes));
  }
  for (const { method, path, operation } of operations()) {
    if (operation.security.length === 0) continue;
    const { status } = await api.callAs({})(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x'));
    expect([method, path, status]).toEqual([method, path, 401]);
  }
});

test('every reference in the document leads somewhere', () => {
  const text = JSON.stringify(document);
  const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? ''));
  expect(references.size).toBeGreaterThan(10);
  for (const reference of references) {
    let place: unknown = document;
    for (const step of reference.split('/')) place = (place as Record<string, unknown>)[step];
    expect([reference, typeof place]).toEqual([reference, 'object']);
  }
});

test('the page shows the document with files of its own', async () => {
  const anyone = api.callAs({});
  const page = await anyone<string>('GET', '/docs');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(parts).toHaveLength(3);
  for (const part of parts) {
    expect(part).toMatch(/^\/docs\//);
    expect((await anyone('GET', part)).status).toBe(200);
  }
  expect((await anyone('GET', '/docs/package.json')).status).toBe(404);
  expect((await anyone('GET', '/docs/..%2fpackage.json')).status).toBe(404);
});

test('a download of the page that breaks off is no error', async () => {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  // More than the buffers of both sockets hold, so that the last is still being sent.
  socket.write(`GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(20));
  await once(socket, 'readable');
  const before = api.logLines.length;
  socket.resetAndDestroy();
  const aborted = () => api.logLines.slice(before).filter((line) => line.includes('"aborted":true'));
  await untilTrue(() => aborted().length > 0);
  await api.call('GET', '/healthz');
  expect(api.logLines.filter((line) => line.includes('unexpected error'))).toEqual([]);
});
