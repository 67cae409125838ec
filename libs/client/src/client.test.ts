import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { AnswerError, ConnectionError, createClient, ProblemError } from './index.ts';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (response: ServerResponse, seen: Seen) => void;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real server that gives the answers in turn (the last one for ever) and notes what it was asked. */
async function serve(...answers: Answer[]): Promise<{ baseUrl: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(entry);
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      answer?.(response, entry);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  json(
    status,
    {
      type: `about:${code}`,
      title: 'No',
      status,
      code,
      detail: 'Fix the name.',
      requestId: 'r1',
      errors: [
        { path: 'sans.1', code: 'name_invalid', message: '`a_b` is no host name.' },
        { path: 'sansa', code: 'unknown_field', message: 'Unknown.' },
      ],
    },
    headers,
  );

const certificate = {
  id: '0199b7a4-7c1e-7c39-9c7e-0b6f5d1f0a11',
  status: 'queued',
  commonName: 'test.imdst.com',
  sans: ['test.imdst.com'],
  subject: {},
  authority: 'default',
  profile: 'server',
  validityDays: 90,
  key: { algorithm: 'ecdsa-p256', source: 'certline' },
  ignored: [],
  notBefore: null,
  notAfter: null,
  serial: null,
  fingerprintSha256: null,
  team: 'default',
  requestedBy: 'admin@localhost',
  createdAt: '2026-11-23T16:40:00.000Z',
  issuedAt: null,
  failure: null,
  labels: {},
  batch: null,
  renews: null,
  renewedBy: null,
};

test('a list sends only the filters that are set, with the API key', async () => {
  const { baseUrl, seen } = await serve(json(200, { items: [certificate], nextCursor: 'next' }));
  const page = await createClient({ baseUrl, apiKey: 'ck_1' }).certificates.list({
    q: 'imdst.com',
    limit: 20,
  });
  expect(page.items[0]?.commonName).toBe('test.imdst.com');
  expect(page.nextCursor).toBe('next');
  expect(seen[0]?.url).toBe('/v1/certificates?q=imdst.com&limit=20');
  expect(seen[0]?.headers.authorization).toBe('Bearer ck_1');
});

test('a create that is told to come later is repeated with the same Idempotency-Key', async () => {
  const { baseUrl, seen } = await serve(
    problem(503, 'unavailable', { 'retry-after': '0' }),
    problem(409, 'idempotency_in_progress', { 'retry-after': '0' }),
    json(202, certificate),
  );
  const made = await createClient({ baseUrl }).certificates.create(
    { commonName: 'test.imdst.com' },
    { waitSeconds: 5 },
  );
  expect(made.status).toBe('queued');
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map((call) => call.headers['idempotency-key'])).size).toBe(1);
  expect(seen[0]?.headers['prefer']).toBe('wait=5');
  expect(JSON.parse(seen[2]?.body ?? '')).toEqual({ commonName: 'test.imdst.com' });
});

test('a refusal is thrown at once, with its faults by field', async () => {
  const { baseUrl, seen } = await serve(problem(422, 'request_invalid'));
  const error = await createClient({ baseUrl })
    .certificates.create({ sans: ['ok.example', 'a_b'] })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect((error as ProblemError).message).toBe('Fix the name.');
  expect((error as ProblemError).faultsAt('sans')).toHaveLength(1);
  expect(seen).toHaveLength(1);
});

test('what is not safe to repeat is sent once', async () => {
  const { baseUrl, seen } = await serve(problem(503, 'unavailable', { 'retry-after': '0' }));
  const made = createClient({ baseUrl }).keys.create({ name: 'ci', scopes: ['certificates:read'] });
  await expect(made).rejects.toBeInstanceOf(ProblemError);
  expect(seen).toHaveLength(1);
});

test('a Retry-After beyond the longest pause is thrown, not waited out', async () => {
  const { baseUrl, seen } = await serve(problem(429, 'rate_limited', { 'retry-after': '3600' }));
  const error = await createClient({ baseUrl })
    .whoami()
    .catch((thrown: unknown) => thrown);
  expect((error as ProblemError).retryAfterSeconds).toBe(3600);
  expect(seen).toHaveLength(1);
});

test('a connection that breaks is tried again, then reported as unreachable', async () => {
  const { baseUrl, seen } = await serve((response) => response.destroy());
  const asked = createClient({ baseUrl, retries: 1 }).profiles.list();
  await expect(asked).rejects.toBeInstanceOf(ConnectionError);
  expect(seen).toHaveLength(2);
});

test('a page of something else in between is not taken for Certline', async () => {
  const { baseUrl } = await serve((response) => response.writeHead(404).end('<h1>nginx</h1>'));
  await expect(createClient({ baseUrl }).authorities.list()).rejects.toBeInstanceOf(AnswerError);
  const odd = await serve(json(200, { hello: 1 }));
  await expect(createClient({ baseUrl: odd.baseUrl }).authorities.list()).rejects.toBeInstanceOf(AnswerError);
});

test('a bundle comes as bytes with the name that the server gave it', async () => {
  const { baseUrl, seen } = await serve((response) => {
    response.writeHead(200, { 'content-disposition': 'attachment; filename="test.imdst.com.tar.gz"' });
    response.end(Buffer.from([31, 139]));
  });
  const archive = await createClient({ baseUrl }).certificates.bundle(certificate.id, { archive: 'tar.gz' });
  expect(archive.fileName).toBe('test.imdst.com.tar.gz');
  expect(new Uint8Array(await archive.blob.arrayBuffer())).toEqual(new Uint8Array([31, 139]));
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ archive: 'tar.gz' });
});

test('PEM comes as text, and actions as the changed certificate', async () => {
  const pem = '-----BEGIN CERTIFICATE-----\n';
  const { baseUrl, seen } = await serve(
    (response) => response.end(pem),
    json(200, { ...certificate, status: 'cancelled' }),
  );
  const client = createClient({ baseUrl, headers: { cookie: 'session=1' } });
  expect(await client.certificates.pem(certificate.id, 'chain')).toBe(pem);
  expect((await client.certificates.cancel(certificate.id)).status).toBe('cancelled');
  expect(seen.map((call) => `${call.method} ${call.url}`)).toEqual([
    `GET /v1/certificates/${certificate.id}/chain.pem`,
    `POST /v1/certificates/${certificate.id}/cancel`,
  ]);
  expect(seen[1]?.headers.cookie).toBe('session=1');
});

test('a call stops when its caller stops waiting', async () => {
  const { baseUrl } = await serve(problem(503, 'unavailable', { 'retry-after': '20' }));
  const stop = new AbortController();
  const asked = createClient({ baseUrl }).whoami({ signal: stop.signal });
  setTimeout(() => stop.abort(new Error('gone')), 50);
  await expect(asked).rejects.toThrow('gone');
});
