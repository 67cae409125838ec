import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Certificate, CertificateEvent, CreateCertificate, Page } from '@certline/contracts';
import { KEY_ALGORITHM_NAMES } from '@certline/contracts';
import type { TemporaryDirectory } from '@certline/testing';
import { runCommand, runCommandOrThrow, temporaryDirectory } from '@certline/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi } from '../../../test/api-harness.ts';

let api: TestApi;
let folder: TemporaryDirectory;
beforeAll(async () => {
  folder = await temporaryDirectory('certline-files-test');
  api = await startTestApi();
  await api.startWorker();
});
afterAll(async () => {
  await api.close();
  await folder.remove();
});

const openssl = async (args: string[], input?: string): Promise<string> =>
  (await runCommandOrThrow('openssl', args, input === undefined ? {} : { input })).stdout;

/** The bytes of a download. */
async function download(
  path: string,
  body?: unknown,
): Promise<{ bytes: Buffer; headers: Headers; status: number }> {
  const answer = await fetch(api.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${api.apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers, status: answer.status };
}

/** Downloads a bundle as tar.gz and unpacks it; the folder that was in it. */
async function unpack(
  id: string,
  options: Record<string, unknown> = {},
  name = 'test.imdst.com',
): Promise<string> {
  const { bytes } = await download(`/v1/certificates/${id}/bundle`, { archive: 'tar.gz', ...options });
  const into = join(folder.path, crypto.randomUUID());
  await mkdir(into);
  await writeFile(join(into, 'bundle.tar.gz'), bytes);
  await runCommandOrThrow('tar', ['-xzf', join(into, 'bundle.tar.gz'), '-C', into]);
  return join(into, name);
}

const request: CreateCertificate = {
  commonName: 'test.imdst.com',
  sans: ['www.imdst.com', '10.0.0.7'],
  subject: { country: 'US', organization: 'Your Company Name' },
};

test.each(KEY_ALGORITHM_NAMES)('the files of a %s certificate belong together', async (algorithm) => {
  const { id } = await api.issue({ ...request, key: { algorithm } });
  const at = `/v1/certificates/${id}`;
  const [leaf, chain, csr] = await Promise.all(
    ['certificate.pem', 'chain.pem', 'csr.pem'].map((name) => api.call<string>('GET', `${at}/${name}`)),
  );
  const root = join(folder.path, `${id}.root.pem`);
  const rest = join(folder.path, `${id}.chain.pem`);
  await writeFile(root, api.root);
  await writeFile(rest, chain?.text ?? '');
  expect(await openssl(['verify', '-x509_strict', '-CAfile', root, '-untrusted', rest, rest])).toContain(
    'OK',
  );
  expect(chain?.text.startsWith(leaf?.text ?? 'x')).toBe(true);
  expect(chain?.headers.get('content-type')).toBe('application/pem-certificate-chain');

  const { bytes: der, headers } = await download(`${at}/certificate.der`);
  expect(headers.get('content-type')).toBe('application/pkix-cert');
  expect(der.toString('base64')).toBe(leaf?.text.replaceAll(/-----.*-----|\n/g, ''));
  expect(createHash('sha256').update(der).digest('hex')).toBe(
    (await api.call<Certificate>('GET', at)).body.fingerprintSha256,
  );

  const read = await runCommandOrThrow('openssl', ['req', '-verify', '-noout', '-subject'], {
    input: csr?.text ?? '',
  });
  expect(read.stderr + read.stdout).toContain('self-signature verify OK');
  expect(read.stdout).toContain('CN = test.imdst.com');
  const bundle = await unpack(id);
  const keyOf = (...args: string[]) => openssl([...args]);
  const publicKeys = await Promise.all([
    keyOf('pkey', '-in', `${bundle}/test.imdst.com.key`, '-pubout'),
    keyOf('x509', '-in', `${bundle}/test.imdst.com.crt`, '-noout', '-pubkey'),
    keyOf('req', '-in', `${bundle}/test.imdst.com.csr`, '-noout', '-pubkey'),
  ]);
  expect(new Set(publicKeys).size).toBe(1);
  await runCommandOrThrow('sh', ['-c', 'cd "$1" && sha256sum --check --strict SHA256SUMS', 'sh', bundle]);
  const [first, second] = [await download(`${at}/bundle`), await download(`${at}/bundle`, {})];
  expect(first.bytes.equals(second.bytes)).toBe(true);
});

test('a bundle is sent as a file that no cache keeps', async () => {
  const { id } = await api.issue(request);
  const { headers, bytes } = await download(`/v1/certificates/${id}/bundle`);
  expect(headers.get('content-type')).toBe('application/zip');
  expect(headers.get('content-disposition')).toBe('attachment; filename="test.imdst.com.zip"');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
});

test('a download of the key is on record, with who and when', async () => {
  const { id } = await api.issue(request);
  const history = async () =>
    (await api.call<Page<CertificateEvent>>('GET', `/v1/certificates/${id}/events`)).body.items;
  expect((await history()).map(({ type }) => type)).not.toContain('certificate.key_downloaded');
  await api.call('HEAD', `/v1/certificates/${id}/bundle`);
  expect((await history()).map(({ type }) => type)).not.toContain('certificate.key_downloaded');
  await download(`/v1/certificates/${id}/bundle`);
  expect((await history()).at(-1)).toMatchObject({ type: 'certificate.key_downloaded', actor: 'test key' });
  const before = (await history()).length;
  await download(`/v1/certificates/${id.toUpperCase()}/bundle`);
  expect(await history()).toHaveLength(before + 1);
});

test('with a passphrase the key is there once more, encrypted', async () => {
  const { id } = await api.issue(request);
  const bundle = await unpack(id, { passphrase: 'open sesame' });
  const key = await openssl([
    'pkey',
    '-in',
    `${bundle}/test.imdst.com.origin.key`,
    '-passin',
    'pass:open sesame',
  ]);
  expect(key).toBe(await openssl(['pkey', '-in', `${bundle}/test.imdst.com.key`]));
  const wrong = await runCommand('openssl', [
    'pkey',
    '-in',
    `${bundle}/test.imdst.com.origin.key`,
    '-passin',
    'pass:x',
  ]);
  expect(wrong.exitCode).not.toBe(0);
});

test('too many passphrases at once are told to come back, and leave no trace of a download', async () => {
  const { id } = await api.issue(request);
  const replies = await Promise.all(
    Array.from({ length: 60 }, () =>
      api.call('POST', `/v1/certificates/${id}/bundle`, { body: { passphrase: 'open sesame' } }),
    ),
  );
  const refused = replies.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status, body, headers } of refused) {
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
  }
  // Two at work and sixteen in line.
  expect(replies.length - refused.length).toBeGreaterThanOrEqual(18);
  const { body } = await api.call<Page<CertificateEvent>>('GET', `/v1/certificates/${id}/events`);
  expect(body.items.filter(({ type }) => type === 'certificate.key_downloaded')).toHaveLength(
    replies.length - refused.length,
  );
  expect((await download(`/v1/certificates/${id}/bundle`)).status).toBe(200);
});

test('with a CSR the key never comes back, and the CSR is the one that was sent', async () => {
  const made = await openssl([
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    join(folder.path, 'own.key'),
    '-subj',
    '/CN=test.imdst.com',
  ]);
  const { id } = await api.issue({ key: { csr: made } });
  expect((await api.call<string>('GET', `/v1/certificates/${id}/csr.pem`)).text).toBe(made);
  const bundle = await unpack(id);
  expect((await runCommandOrThrow('ls', [bundle])).stdout).not.toMatch(/\.key/);
  expect((await runCommandOrThrow('cat', [`${bundle}/README.txt`])).stdout).toMatch(/key/);
  const history = await api.call<Page<CertificateEvent>>('GET', `/v1/certificates/${id}/events`);
  expect(history.body.items.map(({ type }) => type)).not.toContain('certificate.key_downloaded');
  const refused = await api.call('POST', `/v1/certificates/${id}/bundle`, {
    body: { passphrase: 'open sesame' },
  });
  expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([422, 'passphrase']);
});

test('a self-signed certificate is its own root', async () => {
  const { id } = await api.issue({ ...request, authority: 'self', validityDays: 3650 });
  const bundle = await unpack(id);
  const crt = `${bundle}/test.imdst.com.crt`;
  expect(await openssl(['verify', '-CAfile', `${bundle}/ca.crt`, crt])).toContain('OK');
  expect((await runCommandOrThrow('cmp', [crt, `${bundle}/ca.crt`])).exitCode).toBe(0);
});

test('options that could reach nginx or a shell are refused by field', async () => {
  const { id } = await api.issue(request);
  const reply = await api.call('POST', `/v1/certificates/${id}/bundle`, {
    body: { nginx: { directory: '/etc/nginx; rm -rf /', upstream: 'http://x;}', version: '1' } },
  });
  expect([reply.status, reply.body.code]).toEqual([422, 'request_invalid']);
  expect(reply.body.errors?.map(({ path }) => path).sort()).toEqual([
    'nginx.directory',
    'nginx.upstream',
    'nginx.version',
  ]);
});

test('the CSR that was sent is there before the certificate is', async () => {
  const waiting = await startTestApi();
  try {
    const csr = await openssl([
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', join(folder.path, 'waiting.key'), '-subj', '/CN=test.imdst.com'],
    ]);
    const { id } = await waiting.request({ key: { csr } });
    const reply = await waiting.call<string>('GET', `/v1/certificates/${id}/csr.pem`);
    expect([reply.status, reply.text]).toEqual([200, csr]);
    const secret = await waiting.makeKey(waiting.team, ['certificates:request']);
    const other = waiting.callAs({ authorization: `Bearer ${secret}` });
    expect((await other('GET', `/v1/certificates/${id}/csr.pem`)).status).toBe(404);
    expect((await waiting.call('GET', `/v1/certificates/${id}/certificate.pem`)).status).toBe(409);
  } finally {
    await waiting.close();
  }
});

test('before it is issued, a certificate’s files are a conflict in words', async () => {
  const waiting = await startTestApi();
  try {
    const { id } = await waiting.request();
    for (const file of ['certificate.pem', 'chain.pem', 'csr.pem', 'certificate.der', 'bundle']) {
      const reply = await waiting.call('GET', `/v1/certificates/${id}/${file}`);
      expect([file, reply.status, reply.body.code]).toEqual([file, 409, 'state_conflict']);
      expect(reply.body.detail).toContain('queued');
    }
  } finally {
    await waiting.close();
  }
});
