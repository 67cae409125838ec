import { connect } from 'node:net';
import type { ApiKey, Certificate, CertificateEvent, Page } from '@certline/contracts';
import { recordEvent } from '@certline/store';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../test/api-harness.ts';
import { startTestApi, untilTrue } from '../../test/api-harness.ts';
import type { EventReader } from '../../test/event-reader.ts';
import { readEvents } from '../../test/event-reader.ts';

let api: TestApi;
const readers: EventReader[] = [];
beforeAll(async () => {
  api = await startTestApi();
  await api.startWorker();
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(() => api.close());

const open = async (headers: Record<string, string> = {}, secret = api.apiKey) => {
  const reader = await readEvents(`${api.url}/v1/events`, { authorization: `Bearer ${secret}`, ...headers });
  readers.push(reader);
  return reader;
};
const issuedOf = (id: string) => (event: CertificateEvent) =>
  event.certificate === id && event.type === 'certificate.issued';

const STATIONS = ['requested', 'allowed', 'queued', 'signing', 'signed', 'issued'].map(
  (station) => `certificate.${station}`,
);

test('a certificate’s way through the line is heard in order, as it happens', async () => {
  const reader = await open();
  expect(reader.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(reader.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(reader.headers.get('x-accel-buffering')).toBe('no');
  const { id } = await api.request();
  await reader.until(issuedOf(id));
  const heard = reader.events.filter((event) => event.certificate === id);
  expect(heard.map((event) => event.type)).toEqual(STATIONS);
  expect(new Set(heard.map((event) => event.id)).size).toBe(STATIONS.length);
});

test('the history tells the same as the stream', async () => {
  const reader = await open();
  const { id } = await api.issue();
  await reader.until(issuedOf(id));
  const history = await api.call<Page<CertificateEvent>>('GET', `/v1/certificates/${id}/events`);
  expect(history.body.items).toEqual(reader.events.filter((event) => event.certificate === id));
});

test('an event of a type that a newer part wrote holds up neither stream nor history', async () => {
  const reader = await open();
  const before = await api.issue();
  await api.store.db.transaction().execute((tx) =>
    recordEvent(
      tx,
      { team: api.team.id, certificate: before.id },
      {
        at: new Date().toISOString(),
        actor: { kind: 'system', name: 'newer' },
        requestId: null,
        event: { type: 'certificates.blessed', certificates: [before.id] } as never,
      },
    ),
  );
  const after = await api.issue();
  await reader.until(issuedOf(after.id));
  const history = await api.call<Page<CertificateEvent>>('GET', `/v1/certificates/${before.id}/events`);
  expect(history.body.items.map(({ type }) => type)).toEqual(STATIONS);
});

test('a stream that broke off goes on where it was: nothing twice, nothing missed', async () => {
  const first = await open();
  const before = await api.issue();
  await first.until(issuedOf(before.id));
  const all = first.events.filter((event) => event.certificate === before.id);
  first.close();
  const after = await api.issue();
  for (const [index, event] of all.entries()) {
    const resumed = await open({ 'last-event-id': event.id });
    await resumed.until(issuedOf(after.id));
    expect(resumed.events.filter(({ certificate }) => certificate === before.id)).toEqual(
      all.slice(index + 1),
    );
    expect(resumed.events.filter(({ certificate }) => certificate === after.id)).toHaveLength(
      STATIONS.length,
    );
  }
});

test('a stream that resumes while much happens hears each event once', async () => {
  const { id: last } = await api.issue();
  const history = await api.call<Page<CertificateEvent>>('GET', `/v1/certificates/${last}/events`);
  const from = history.body.items.at(-1)?.id ?? '';
  const busy = Promise.all(Array.from({ length: 30 }, () => api.issue({ commonName: 'busy.imdst.com' })));
  const readersOfAll = await Promise.all(Array.from({ length: 5 }, () => open({ 'last-event-id': from })));
  const made = await busy;
  for (const reader of readersOfAll) {
    for (const { id } of made) await reader.until(issuedOf(id));
    const ids = reader.events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id } of made) {
      const heard = reader.events.filter((event) => event.certificate === id);
      expect(heard.map((event) => event.type)).toEqual(STATIONS);
    }
  }
});

test('another team hears nothing of it', async () => {
  const other = await api.makeTeam('listeners');
  const secret = await api.makeKey(other);
  const [theirs, ours] = [await open({}, secret), await open()];
  const { id } = await api.issue();
  await ours.until(issuedOf(id));
  const own = await api.callAs({ authorization: `Bearer ${secret}` })<Certificate>(
    'POST',
    '/v1/certificates',
    {
      body: { commonName: 'theirs.imdst.com' },
    },
  );
  await theirs.until(issuedOf(own.body.id));
  expect(new Set(theirs.events.map((event) => event.certificate))).toEqual(new Set([own.body.id]));
});

test('a Last-Event-ID that is not ours is refused', async () => {
  for (const id of ['x', '1-2', '-1-2-3', '1-2-3; drop table', `${'9'.repeat(30)}-1-1`]) {
    const reply = await api.call('GET', '/v1/events', { headers: { 'last-event-id': id } });
    expect([id, reply.status, reply.body.code]).toEqual([id, 400, 'header_invalid']);
  }
});

test('a reader that takes nothing in is let go, and holds nobody up', async () => {
  const made = await api.call<ApiKey & { secret: string }>('POST', '/v1/keys', {
    body: { name: 'stuck', scopes: ['certificates:read'] },
  });
  const { hostname, port } = new URL(api.url);
  const stuck = connect(Number(port), hostname).pause();
  // The server's reset is how this ends.
  stuck.on('error', () => undefined);
  stuck.write(`GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${made.body.secret}\r\n\r\n`);
  const other = await open();
  const isLetGo = () =>
    api.logLines.some((line) => line.includes(`api_key:${made.body.id}`) && line.includes('"aborted":true'));
  expect(isLetGo()).toBe(false);
  const certificate = (await api.request()).id;
  let told = 0;
  while (!isLetGo()) {
    told += 1;
    const failures = [{ certificate, code: 'test', detail: `${told} ${'x'.repeat(200_000)}` }];
    await api.store.db.transaction().execute((tx) =>
      recordEvent(
        tx,
        { team: api.team.id },
        {
          at: new Date().toISOString(),
          actor: { kind: 'system', name: 'test' },
          requestId: null,
          event: { type: 'certificates.failed', failures },
        },
      ),
    );
    await other.until(({ detail }) => detail.startsWith(`${told} `));
  }
  stuck.destroy();
  expect(other.isEnded()).toBe(false);
});

test('a caller has so many streams and no more, and another caller its own', async () => {
  const [secret, other] = [await api.makeKey(api.team), await api.makeKey(api.team)];
  const streams = await Promise.all(Array.from({ length: 50 }, () => open({}, secret)));
  const call = api.callAs({ authorization: `Bearer ${secret}` });
  const refused = await call('GET', '/v1/events');
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(refused.headers.get('retry-after')).toBe('15');
  await open({}, other);
  streams[0]?.close();
  await untilTrue(() => open({}, secret).then(Boolean, () => false));
});

test('HEAD is answered and over', async () => {
  const { status, headers } = await api.call('HEAD', '/v1/events');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
});

test('a stream beats while it is quiet, and ends when the right to read has ended', async () => {
  const made = await api.call<ApiKey & { secret: string }>('POST', '/v1/keys', {
    body: { name: 'listener', scopes: ['certificates:read'] },
  });
  const [ending, staying] = [await open({}, made.body.secret), await open()];
  await api.call('DELETE', `/v1/keys/${made.body.id}`);
  await ending.ended;
  expect(ending.comments).toContain(': heartbeat');
  expect(staying.isEnded()).toBe(false);
});
