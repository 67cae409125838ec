import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEY_ALGORITHM_NAMES } from '@certline/contracts';
import { buildCsr, generateKeyPair, pemEncode, signerFromPrivateKey } from '@certline/crypto';
import { findCrl, listAuthorities, listHistory } from '@certline/store';
import { runCommandOrThrow } from '@certline/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestLine } from './line-harness.ts';
import { startTestLine, untilTrue } from './line-harness.ts';

let line: TestLine;
beforeAll(async () => {
  line = await startTestLine();
  await line.work();
});
afterAll(() => line.close());

/** Asks OpenSSL whether a client that trusts the root alone accepts the leaf for the host. */
async function opensslVerify(leafPem: string, host: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'certline-verify-'));
  const issuing = (await listAuthorities(line.store.db)).find((one) => one.isDefault)!;
  const files = {
    root: line.root,
    intermediate: pemEncode('CERTIFICATE', issuing.certificate),
    leaf: leafPem,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { stdout } = await runCommandOrThrow('openssl', [
    ...['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', host],
    ...['-CAfile', join(folder, 'root'), '-untrusted', join(folder, 'intermediate'), join(folder, 'leaf')],
  ]);
  return stdout;
}

test.each(KEY_ALGORITHM_NAMES)(
  'a %s request becomes a certificate that OpenSSL trusts by the root',
  async (algorithm) => {
    const id = await line.request({
      commonName: 'test.imdst.com',
      sans: ['www.imdst.com', '10.0.0.7'],
      key: { algorithm },
    });
    const issued = await line.settled(id);
    const { certificate, pem, privateKey } = await line.material(id);

    expect(await opensslVerify(pem, 'www.imdst.com')).toContain('OK');
    const x509 = new X509Certificate(certificate);
    expect(x509.serialNumber.toLowerCase()).toBe(issued.serial);
    expect(x509.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(issued.fingerprintSha256);
    expect(x509.subjectAltName).toBe('DNS:test.imdst.com, DNS:www.imdst.com, IP Address:10.0.0.7');
    expect(new Date(x509.validTo).toISOString()).toBe(issued.notAfter);
    expect(
      x509.checkPrivateKey(createPrivateKey({ key: Buffer.from(privateKey!), format: 'der', type: 'pkcs8' })),
    ).toBe(true);
  },
);

test('a CSR is signed without Certline ever having its key', async () => {
  const pair = await generateKeyPair('ecdsa-p256');
  const csr = await buildCsr({
    signer: signerFromPrivateKey(pair.privateKey),
    subject: { commonName: 'own.imdst.com' },
    sans: [],
  });
  const id = await line.request({ key: { csr: pemEncode('CERTIFICATE REQUEST', csr) } });
  const issued = await line.settled(id);
  const { certificate, privateKey } = await line.material(id);
  expect(issued.key).toEqual({ algorithm: 'ecdsa-p256', source: 'csr' });
  expect(privateKey).toBeNull();
  expect(
    new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }).equals(pair.publicKey),
  ).toBe(true);
});

test('a self-signed certificate is signed with its own key and lasts ten years when asked', async () => {
  const id = await line.request({ commonName: 'self.imdst.com', authority: 'self', validityDays: 3650 });
  const issued = await line.settled(id);
  const x509 = new X509Certificate((await line.material(id)).certificate);
  expect(x509.verify(x509.publicKey)).toBe(true);
  expect(x509.ca).toBe(false);
  expect(issued.authority).toBe('self');
});

test('the history tells each station in order, from records written with each change', async () => {
  const id = await line.request();
  await line.settled(id);
  const history = await listHistory(line.store.db, line.team.id, id);
  expect(history.map((event) => event.type)).toEqual([
    'certificate.requested',
    'certificate.allowed',
    'certificate.queued',
    'certificate.signing',
    'certificate.signed',
    'certificate.issued',
  ]);
  const times = history.map((event) => Date.parse(event.at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('every authority has a signed revocation list from the start', async () => {
  const authorities = await listAuthorities(line.store.db);
  expect(authorities).toHaveLength(2);
  await untilTrue(async () => {
    const lists = await Promise.all(authorities.map((one) => findCrl(line.store.db, one.id)));
    return lists.every((list) => list !== undefined);
  });
});

test('Redis keeps neither business data nor keys, and logs hold no key', async () => {
  const id = await line.request({ commonName: 'quiet.imdst.com' });
  await line.settled(id);
  const redis = new Redis(line.redis.url);
  const dump: string[] = [];
  for (const key of await redis.keys(`*${line.redis.prefix}*`)) {
    dump.push(key, (await redis.dumpBuffer(key)).toString('latin1'));
  }
  redis.disconnect();
  const text = dump.join('\n') + line.logLines.join('\n');
  expect(dump.length).toBeGreaterThan(0);
  expect(text).not.toContain('quiet.imdst.com');
  expect(text).not.toMatch(/PRIVATE KEY/);
});
