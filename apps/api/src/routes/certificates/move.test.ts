import type { Certificate, Problem } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi, untilTrue } from '../../../test/api-harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const move = <Body = Certificate>(id: string, what: 'cancel' | 'retry') =>
  api.call<Body>('POST', `/v1/certificates/${id}/${what}`);

test('what still waits is cancelled, once', async () => {
  const { id } = await api.request();
  const cancelled = await move(id, 'cancel');
  expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
  const again = await move<Problem>(id, 'cancel');
  expect([again.status, again.body.code]).toEqual([409, 'state_conflict']);
  expect(again.body.detail).toContain('cancelled');
  const retried = await move<Problem>(id, 'retry');
  expect([retried.status, retried.body.code]).toEqual([409, 'state_conflict']);
});

test('what failed goes through the line again', async () => {
  const { id } = await api.request();
  const wanted = id;
  await api.store.db
    .updateTable('certificate')
    .set({ status: 'failed', failure_code: 'test', failure_detail: 'For the test.' })
    .where('id', '=', wanted)
    .execute();
  await api.store.db.updateTable('chunk').set({ status: 'done' }).execute();
  const retried = await move(id, 'retry');
  expect([retried.status, retried.body.status, retried.body.failure]).toEqual([200, 'queued', null]);
  await api.startWorker();
  await untilTrue(
    async () => (await api.call<Certificate>('GET', `/v1/certificates/${id}`)).body.status === 'issued',
  );
  const late = await move<Problem>(id, 'cancel');
  expect([late.status, late.body.code]).toEqual([409, 'state_conflict']);
});

test('a body where none belongs is refused', async () => {
  const { id } = await api.request();
  const reply = await api.call('POST', `/v1/certificates/${id}/cancel`, { body: { reason: 'x' } });
  expect([reply.status, reply.body.errors?.[0]?.path]).toEqual([422, 'reason']);
});
