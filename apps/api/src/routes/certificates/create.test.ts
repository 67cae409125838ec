import type { Certificate } from '@certline/contracts';
import { CertificateSchema } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi } from '../../../test/api-harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.startWorker();
});
afterAll(() => api.close());

test('a create is answered 202 with where to follow it, and is in Postgres', async () => {
  const reply = await api.call<Certificate>('POST', '/v1/certificates', {
    body: { commonName: 'test.imdst.com' },
  });
  expect(reply.text).toContain('test.imdst.com');
  expect(reply.status).toBe(202);
  expect(reply.headers.get('location')).toBe(`/v1/certificates/${reply.body.id}`);
  const again = await api.call<Certificate>('GET', `/v1/certificates/${reply.body.id}`);
  expect(CertificateSchema.parse(again.body).sans).toEqual(['test.imdst.com']);
});

test('Prefer: wait answers 201 with the issued certificate', async () => {
  const reply = await api.call<Certificate>('POST', '/v1/certificates', {
    body: { commonName: 'test.imdst.com', sans: ['10.0.0.7'] },
    headers: { prefer: 'wait=20' },
  });
  expect(reply.status).toBe(201);
  expect(reply.headers.get('preference-applied')).toBe('wait=20');
  expect(reply.body.status).toBe('issued');
});
