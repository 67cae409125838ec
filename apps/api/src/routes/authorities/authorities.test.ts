import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authority, Page, PolicyCheck, Profile } from '@certline/contracts';
import { AuthorityPageSchema, PolicyCheckSchema, ProfilePageSchema } from '@certline/contracts';
import type { TemporaryDirectory } from '@certline/testing';
import { runCommandOrThrow, temporaryDirectory } from '@certline/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi, untilTrue } from '../../../test/api-harness.ts';

let api: TestApi;
let folder: TemporaryDirectory;
beforeAll(async () => {
  folder = await temporaryDirectory('certline-authorities-test');
  api = await startTestApi();
  await api.startWorker();
});
afterAll(async () => {
  await api.close();
  await folder.remove();
});

const anyone = () => api.callAs({});
async function fileOf(path: string): Promise<string> {
  const answer = await fetch(api.url + path);
  const file = join(folder.path, crypto.randomUUID());
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return file;
}

test('authorities are listed roots first, and found by id, slug and as the default', async () => {
  const { body } = await api.call<Page<Authority>>('GET', '/v1/authorities');
  const [root, issuing] = AuthorityPageSchema.parse(body).items;
  expect([root?.kind, issuing?.kind, issuing?.issuer]).toEqual(['root', 'intermediate', root?.slug]);
  for (const name of [issuing?.id, issuing?.slug, 'default']) {
    expect((await api.call<Authority>('GET', `/v1/authorities/${name}`)).body).toEqual(issuing);
  }
  expect((await api.call('GET', '/v1/authorities/nonesuch')).status).toBe(404);
  await api.issue();
  const after = await api.call<Authority>('GET', '/v1/authorities/default');
  expect(after.body.issuedCount).toBe((issuing?.issuedCount ?? 0) + 1);
});

test('its files are the certificate, the way up, and the root to trust', async () => {
  const [own, chain, root] = await Promise.all(
    ['certificate', 'chain', 'root'].map(
      async (what) => (await api.call<string>('GET', `/v1/authorities/default/${what}.pem`)).text,
    ),
  );
  expect(root).toBe(api.root);
  expect(chain).toBe(`${own}${root}`);
});

test('certificates of authorities are public, in DER', async () => {
  const answer = await anyone()('GET', '/pki/issuing.crt');
  expect(answer.headers.get('content-type')).toBe('application/pkix-cert');
  expect(answer.headers.get('cache-control')).toContain('public');
  const file = await fileOf('/pki/issuing.crt');
  const { stdout } = await runCommandOrThrow('openssl', [
    'x509',
    '-inform',
    'DER',
    '-in',
    file,
    '-noout',
    '-text',
  ]);
  expect(stdout).toContain('CA:TRUE');
  expect((await anyone()('GET', '/pki/nonesuch.crt')).status).toBe(404);
});

test('the revocation list is public, signed by its authority, in DER', async () => {
  await untilTrue(async () => (await fetch(`${api.url}/pki/issuing.crl`)).ok);
  const answer = await fetch(`${api.url}/pki/issuing.crl`);
  expect(answer.headers.get('content-type')).toBe('application/pkix-crl');
  const [crl, issuer] = [await fileOf('/pki/issuing.crl'), await fileOf('/pki/issuing.crt')];
  const pem = join(folder.path, 'issuer.pem');
  await runCommandOrThrow('openssl', ['x509', '-inform', 'DER', '-in', issuer, '-out', pem]);
  const { stderr } = await runCommandOrThrow('openssl', [
    'crl',
    '-inform',
    'DER',
    '-in',
    crl,
    '-noout',
    '-CAfile',
    pem,
  ]);
  expect(stderr).toContain('verify OK');
});

test('the OCSP address answers honestly that it cannot tell yet', async () => {
  const issuer = join(folder.path, 'ca.pem');
  await runCommandOrThrow('openssl', [
    'x509',
    '-inform',
    'DER',
    '-in',
    await fileOf('/pki/issuing.crt'),
    '-out',
    issuer,
  ]);
  const args = ['ocsp', '-issuer', issuer, '-serial', '1', '-url', `${api.url}/pki/ocsp`, '-noverify'];
  const { stdout, stderr } = await runCommandOrThrow('openssl', args).catch((error: unknown) => ({
    stdout: '',
    stderr: String(error),
  }));
  expect(stdout + stderr).toContain('trylater');
  const byGet = await fetch(`${api.url}/pki/ocsp/MEMwQTA%2FMD0wOzAJ`);
  expect(byGet.headers.get('content-type')).toBe('application/ocsp-response');
  expect(Buffer.from(await byGet.arrayBuffer()).toString('hex')).toBe('30030a0103');
});

test('profiles are listed', async () => {
  const { body } = await api.call<Page<Profile>>('GET', '/v1/profiles');
  expect(ProfilePageSchema.parse(body).items.map(({ id }) => id)).toContain('server');
});

test('a policy check says what would be issued, and writes nothing', async () => {
  const { body } = await api.call<PolicyCheck>('POST', '/v1/policy/check', {
    body: { commonName: 'Test.IMDST.com', authority: 'self' },
  });
  const check = PolicyCheckSchema.parse(body);
  expect([check.allowed, check.wouldIssue?.commonName, check.wouldIssue?.authority]).toEqual([
    true,
    'test.imdst.com',
    'self',
  ]);
  const { body: none } = await api.call<Page<unknown>>('GET', '/v1/certificates?authority=self');
  expect(none.items).toEqual([]);
});

test('a list of bodies is checked one by one', async () => {
  const { body } = await api.call<PolicyCheck[]>('POST', '/v1/policy/check', {
    body: [{ commonName: 'a.imdst.com' }, { commonName: 'a_b', colour: 'red' }, 7],
  });
  expect(body.map(({ allowed }) => allowed)).toEqual([true, false, false]);
  expect(body[1]?.errors.map(({ path }) => path).sort()).toEqual(['colour', 'commonName']);
  const many = await api.call('POST', '/v1/policy/check', {
    body: Array.from({ length: 1001 }, () => ({})),
  });
  expect(many.status).toBe(422);
});
