import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { KEY_ALGORITHMS, type KeyAlgorithm } from '@certline/crypto';
import { freePort, type Nginx, runCommand, startNginx, temporaryDirectory } from '@certline/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundleInput, renderNginxBundle } from '../src/index.ts';
import { onPorts, textOf, writeFiles } from './bundles.ts';
import { makeCertificate } from './certificates.ts';
import { curl, handshakes, negotiate } from './tls-probe.ts';

const PROFILES = ['intermediate', 'modern'] as const;
type Case = { key: KeyAlgorithm; profile: (typeof PROFILES)[number]; selfSigned: boolean };
type Served = { input: BundleInput; port: number; httpPort: number; caFile: string };

const keyAlgorithms = Object.keys(KEY_ALGORITHMS) as KeyAlgorithm[];
const cases: Case[] = [
  ...keyAlgorithms.flatMap((key) => PROFILES.map((profile) => ({ key, profile, selfSigned: false }))),
  { key: 'rsa-2048', profile: 'intermediate', selfSigned: true },
];
const idOf = ({ key, profile, selfSigned }: Case) => `${key}-${profile}${selfSigned ? '-self' : ''}`;
const HOST = 'test.imdst.com';

const served = new Map<string, Served>();
const folder = await temporaryDirectory('certline-serving');
const backend = createServer((request, response) => response.end(JSON.stringify(request.headers)));
let controlPort: number;
let upstream: Served;
let nginx: Nginx;

async function place(id: string, input: BundleInput, options: Parameters<typeof renderNginxBundle>[1]) {
  const directory = join(folder.path, id);
  const [port, httpPort] = [await freePort(), await freePort()];
  const files = onPorts(renderNginxBundle(input, { ...options, directory }), { https: port, http: httpPort });
  // The bundle's folder is named after the host; here its files go straight to where the server block looks.
  await writeFiles(
    files.map((file) => ({ ...file, path: file.path.replace(HOST, id) })),
    folder.path,
  );
  return {
    conf: textOf(files, '.conf'),
    served: { input, port, httpPort, caFile: join(directory, 'ca.crt') },
  };
}

beforeAll(async () => {
  const root = join(folder.path, 'www');
  await mkdir(root);
  await writeFile(join(root, 'index.html'), 'served by nginx');
  await new Promise<void>((resolve) => void backend.listen(0, '127.0.0.1', resolve));

  const blocks: string[] = [];
  for (const one of cases) {
    const input = await makeCertificate({ key: one.key, selfSigned: one.selfSigned });
    const placed = await place(idOf(one), input, { profile: one.profile, root });
    served.set(idOf(one), placed.served);
    blocks.push(placed.conf);
  }
  const proxied = await place('proxied', await makeCertificate(), {
    upstream: `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`,
    hsts: false,
    redirect: false,
  });
  upstream = proxied.served;
  blocks.push(proxied.conf);

  const rsa = join(folder.path, 'rsa-2048-intermediate', HOST);
  controlPort = await freePort();
  blocks.push(`server {
    listen 127.0.0.1:${controlPort} ssl;
    ssl_certificate ${rsa}.crt;
    ssl_certificate_key ${rsa}.key;
    ssl_protocols TLSv1.1 TLSv1.2;
    ssl_ciphers DEFAULT@SECLEVEL=0;
  }`);
  nginx = await startNginx({
    http: blocks.join('\n'),
    ports: [controlPort, upstream.port, ...[...served.values()].map(({ port }) => port)],
  });
});

afterAll(async () => {
  await nginx.stop();
  backend.close();
  await folder.remove();
});

test('the TLS 1.1 probe succeeds against a server that accepts it', async () => {
  const { caFile } = served.get('rsa-2048-intermediate')!;
  expect(await handshakes({ port: controlPort, host: HOST, caFile }, '1_1')).toBe(true);
});

describe.each(cases.map((one) => ({ ...one, id: idOf(one) })))('$id', ({ id, profile }) => {
  test('the real nginx serves exactly the versions of its profile to a client that trusts only the root', async () => {
    const target = { ...served.get(id)!, host: HOST };
    const { input, port, caFile } = target;
    expect({
      '1.1': await handshakes(target, '1_1'),
      '1.2': await handshakes(target, '1_2'),
      '1.3': await handshakes(target, '1_3'),
    }).toEqual({ '1.1': false, '1.2': profile === 'intermediate', '1.3': true });
    expect(await negotiate(port, HOST, input.rootPem)).toEqual({ protocol: 'TLSv1.3', alpn: 'h2' });
    const answer = await curl({ port, host: HOST, caFile });
    expect(answer).toMatchObject({ exitCode: 0, body: 'served by nginx' });
    expect(answer.head.toLowerCase()).toContain('strict-transport-security: max-age=63072000');
  });
});

test('a client that trusts another root refuses', async () => {
  const { port } = served.get('ecdsa-p256-intermediate')!;
  const other = served.get('ecdsa-p256-modern')!;
  expect((await curl({ port, host: HOST, caFile: other.caFile })).exitCode).toBe(60);
  await expect(negotiate(port, HOST, other.input.rootPem)).rejects.toThrow();
});

test('plain HTTP is sent on to HTTPS with host and path kept', async () => {
  const { httpPort } = served.get('ecdsa-p256-intermediate')!;
  const { stdout } = await runCommand('curl', [
    ...['--silent', '--head', '--noproxy', '*', '--header', `Host: ${HOST}`],
    `http://127.0.0.1:${httpPort}/a?b=c`,
  ]);
  expect(stdout).toContain('301 Moved Permanently');
  expect(stdout).toContain(`Location: https://${HOST}/a?b=c`);
});

test('an upstream sees the host, the client and the scheme; without HSTS no header is sent', async () => {
  const answer = await curl({ ...upstream, host: HOST });
  expect(JSON.parse(answer.body)).toMatchObject({
    host: HOST,
    'x-real-ip': '127.0.0.1',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'https',
  });
  expect(answer.head.toLowerCase()).not.toContain('strict-transport-security');
});
