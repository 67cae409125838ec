import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { createLogger } from '@certline/runtime';
import { recordEvent } from '@certline/store';
import type { Response } from 'express';
import express from 'express';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { TestApi } from '../../test/api-harness.ts';
import { startTestApi, untilTrue } from '../../test/api-harness.ts';
import type { EventFollower } from './follower.ts';
import { followEvents } from './follower.ts';
import { streamTeamEvents } from './team-stream.ts';

let api: TestApi;
let events: EventFollower;
let server: Server | undefined;
beforeAll(async () => {
  api = await startTestApi();
  events = await followEvents(api.store.db, api.databaseUrl, createLogger('test', 'silent'));
});
afterEach(() => {
  vi.useRealTimers();
  server?.close();
});
afterAll(async () => {
  await events.close();
  await api.close();
});

/** A client on a raw socket that reads nothing, and the response to it. */
async function visit(): Promise<{ client: Socket; response: Response }> {
  const app = express();
  const asked = new Promise<Response>((resolve) => {
    app.get('/', (_request, response) => resolve(response));
  });
  const listening = app.listen(0, '127.0.0.1');
  server = listening;
  await once(listening, 'listening');
  const client = connect((listening.address() as AddressInfo).port, '127.0.0.1').pause();
  client.on('error', () => undefined);
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return { client, response: await asked };
}

const stream = (mayStillRead: boolean) => ({
  db: api.store.db,
  events,
  team: api.team.id,
  resumeAfter: { xid: '1', id: '1', part: 0 },
  mayStillRead: () => Promise.resolve(mayStillRead),
});

test('a client that went while it was let in leaves nothing behind', async () => {
  const { client, response } = await visit();
  client.destroy();
  await once(response, 'close');
  await streamTeamEvents(response, stream(true));
  expect(response.headersSent).toBe(false);
});

test('a stream that has ended is not written to while a slow reader still takes in the rest', async () => {
  const failures = [{ certificate: (await api.request()).id, code: 'test', detail: 'x'.repeat(16_000_000) }];
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
  const { client, response } = await visit();
  const faults: Error[] = [];
  response.on('error', (error) => faults.push(error));
  vi.useFakeTimers({ toFake: ['setInterval'] });
  const ended = streamTeamEvents(response, stream(false));
  await untilTrue(() => response.writableNeedDrain);
  vi.advanceTimersByTime(15_000);
  await untilTrue(() => response.writableEnded);
  vi.advanceTimersByTime(15_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect([response.destroyed, faults]).toEqual([false, []]);
  client.destroy();
  await ended;
});
