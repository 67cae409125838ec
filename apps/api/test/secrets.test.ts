import type { CreatedApiKey } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from './api-harness.ts';
import { leafKeyEncryptionKey, startTestApi } from './api-harness.ts';
import { ensureFirstAdmin } from '../src/admin/first-admin.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.startWorker();
});
afterAll(() => api.close());

test('no key, passphrase, password, token or cookie gets into the log or the record', async () => {
  const [email, password] = ['admin@certline.test', 'correct horse battery'];
  await ensureFirstAdmin({ databaseUrl: api.ownerUrl, email, password, teamSlug: 'shop', teamName: 'Shop' });
  const signedIn = await api.callAs({})('POST', '/auth/sign-in/email', { body: { email, password } });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await api.callAs({ cookie })('GET', '/v1/whoami');
  await api.callAs({})('POST', '/auth/sign-in/email', { body: { email, password: 'a wrong password' } });

  const { id } = await api.issue();
  await api.call('POST', `/v1/certificates/${id}/bundle`, { body: { passphrase: 'open sesame now' } });
  const made = await api.call<CreatedApiKey>('POST', '/v1/keys', {
    body: { name: 'n', scopes: ['keys:manage'] },
  });
  await api.callAs({ authorization: `Bearer ${made.body.secret}x` })('GET', '/v1/whoami');
  const pem = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----\n';
  await api.call('POST', '/v1/certificates', { body: { commonName: pem, key: { csr: pem } } });

  const records = await api.store.db.selectFrom('audit_event').select('record').execute();
  const text = [...api.logLines, ...records.map(({ record }) => Buffer.from(record).toString())].join('\n');
  expect(api.logLines.length).toBeGreaterThan(5);
  for (const secret of [
    password,
    'a wrong password',
    'open sesame now',
    made.body.secret,
    api.apiKey,
    decodeURIComponent(cookie.split('=')[1] ?? 'x').split('.')[0] ?? 'x',
    'MIGHAgEAMBMG',
    'PRIVATE KEY',
    leafKeyEncryptionKey.toString('base64'),
  ]) {
    expect(text).not.toContain(secret);
  }
});
