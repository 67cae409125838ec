import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@certline/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BundleInput } from '../src/index.ts';
import { makeCertificate } from './certificates.ts';
import { makeSite, type Site } from './install-site.ts';
import { curl, negotiate } from './tls-probe.ts';

const HOST = 'test.imdst.com';
let site: Site;

beforeEach(async () => {
  site = await makeSite();
});
afterEach(() => site.remove());

/** Whether the site serves this certificate to a client that trusts its root alone. */
async function serves(input: BundleInput): Promise<boolean> {
  return negotiate(site.ports.https, HOST, input.rootPem).then(
    () => true,
    () => false,
  );
}

async function installed(): Promise<BundleInput> {
  const input = await makeCertificate();
  const result = await site.install(await site.unpack(input));
  expect(result).toMatchObject({ exitCode: 0 });
  return input;
}

describe('a first installation', () => {
  test.each(['sh', 'bash', 'dash'])(
    'serves trusted HTTPS and leaves nothing else behind (%s)',
    async (shell) => {
      const input = await makeCertificate();
      const bundle = await site.unpack(input);
      const result = await site.install(bundle, {}, shell);
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(result.stdout).toContain(`${HOST} is installed and nginx is reloaded`);
      const answer = await curl({ port: site.ports.https, host: HOST, caFile: join(bundle, 'ca.crt') });
      expect(answer).toMatchObject({ exitCode: 0, body: 'served by nginx' });
      const files = await site.snapshot();
      expect(Object.keys(files).sort()).toEqual([`${HOST}.conf`, `${HOST}.crt`, `${HOST}.key`]);
      expect(files[`${HOST}.key`]).toMatch(/^600 /);
      expect(files[`${HOST}.crt`]).toMatch(/^644 /);
    },
  );

  test('works for a wildcard, an IP address and a certificate that signed itself', async () => {
    const wildcard = await makeCertificate({ names: ['*.imdst.com'] });
    expect(await site.install(await site.unpack(wildcard))).toMatchObject({ exitCode: 0 });
    expect(Object.keys(await site.snapshot())).toContain('_wildcard.imdst.com.conf');
    const address = await makeCertificate({ names: ['10.0.0.7', '2001:db8::7'] });
    expect(await site.install(await site.unpack(address))).toMatchObject({ exitCode: 0 });
    const own = await makeCertificate({ selfSigned: true });
    expect(await site.install(await site.unpack(own))).toMatchObject({ exitCode: 0 });
    // A worker that is about to end may still take a connection just after the reload.
    await expect.poll(() => serves(own)).toBe(true);
  });

  test('takes the user’s own key where the certificate was made from a CSR', async () => {
    const { privateKeyPem, ...rest } = await makeCertificate();
    const bundle = await site.unpack({ ...rest, privateKeyPem: null });
    const without = await site.install(bundle);
    expect(without.exitCode).toBe(1);
    expect(without.stderr).toContain('KEY=/path/of/your.key');

    await site.write('my.key', privateKeyPem!, 0o600);
    expect(await site.install(bundle, { KEY: 'my.key' })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await serves({ ...rest, privateKeyPem })).toBe(true);
    // From now on the key is in place: a renewal needs no KEY.
    expect(await site.install(bundle)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('installs the files when nginx is not running, and says so', async () => {
    await site.nginx.process.stop('SIGTERM');
    const result = await site.install(await site.unpack(await makeCertificate()));
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.stdout).toContain('nginx is not running: start it');
  });
});

describe('a renewal', () => {
  test('swaps certificate and key in the running nginx', async () => {
    const old = await installed();
    const renewed = await makeCertificate({ key: 'rsa-2048' });
    expect(await site.install(await site.unpack(renewed))).toMatchObject({ exitCode: 0, stderr: '' });
    await expect.poll(() => serves(renewed)).toBe(true);
    await expect.poll(() => serves(old)).toBe(false);
    expect(Object.keys(await site.snapshot()).sort()).toEqual([`${HOST}.conf`, `${HOST}.crt`, `${HOST}.key`]);
  });

  test('with the same bundle changes nothing', async () => {
    const bundle = await site.unpack(await makeCertificate());
    await site.install(bundle);
    const before = await site.snapshot();
    const again = await site.install(bundle);
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(again.stdout).toContain('These files are installed already.');
    expect(await site.snapshot()).toEqual(before);
  });

  test('keeps a server block that was changed by hand', async () => {
    await installed();
    const conf = join(site.confDir, `${HOST}.conf`);
    await appendFile(conf, '# mine\n');
    const result = await site.install(await site.unpack(await makeCertificate()));
    expect(result.stdout).toContain(`${conf}.previous`);
    expect(await readFile(`${conf}.previous`, 'utf8')).toContain('# mine');
  });
});

describe('an installation that must not happen leaves the old one serving, byte for byte', () => {
  type Bad = {
    name: string;
    says: string;
    spoil?: (bundle: string) => Promise<void>;
    env?: () => Record<string, string>;
  };

  const cases: Bad[] = [
    {
      name: 'a file that was tampered with',
      says: 'not as Certline wrote it',
      spoil: (bundle) => appendFile(join(bundle, `${HOST}.conf`), '# more\n'),
    },
    {
      name: 'a server block that nginx refuses',
      says: 'nginx refuses the new files',
      async spoil(bundle) {
        await appendFile(join(bundle, `${HOST}.conf`), 'no_such_directive on;\n');
        await resum(bundle);
      },
    },
    {
      name: 'a folder that nginx.conf does not include',
      says: 'nginx does not read',
      env: () => ({ CONF_DIR: site.directory }),
    },
    {
      name: 'no such folder of server blocks',
      says: 'there is no folder',
      env: () => ({ CONF_DIR: '/nowhere' }),
    },
    { name: 'no nginx', says: 'Install nginx', env: () => ({ NGINX: '/nowhere/nginx' }) },
  ];

  test.each(cases)('$name', async ({ says, spoil, env }) => {
    const old = await installed();
    const before = await site.snapshot();
    const bundle = await site.unpack(await makeCertificate());
    await spoil?.(bundle);
    const result = await site.install(bundle, env?.());
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain(says);
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });

  test('a key of another certificate', async () => {
    const old = await installed();
    const before = await site.snapshot();
    const { privateKeyPem } = await makeCertificate();
    const result = await site.install(await site.unpack({ ...(await makeCertificate()), privateKeyPem }));
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.stderr).toContain('does not belong to the certificate');
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });

  test('a certificate that has expired', async () => {
    const old = await installed();
    const before = await site.snapshot();
    const result = await site.install(await site.unpack(await makeCertificate({ validityDays: -1 })));
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.stderr).toContain('has expired');
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });

  test('a bundle in the http2 form of a later nginx', async () => {
    const old = await installed();
    const before = await site.snapshot();
    const result = await site.install(await site.unpack(await makeCertificate(), { version: '1.27.0' }));
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toMatch(/this bundle is for nginx 1\.27\.0, but here is nginx 1\.\d+\.\d+/);
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });

  test('a reload that fails', async () => {
    const old = await installed();
    const before = await site.snapshot();
    const nginx = await site.write(
      'nginx-that-cannot-reload',
      `#!/bin/sh\ncase "$*" in *reload*) echo 'kill failed (1: Operation not permitted)' >&2; exit 1;; esac\nexec ${join(site.confDir, '../nginx')} "$@"\n`,
      0o755,
    );
    const result = await site.install(await site.unpack(await makeCertificate()), { NGINX: nginx });
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.stderr).toContain('nginx cannot be reloaded');
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });

  test('a run that is interrupted between swap and reload', async () => {
    const old = await installed();
    const before = await site.snapshot();
    const shell = await site.write('sh', '#!/bin/sh\necho $$ >"${0%/*}/pid"\nexec sh "$@"\n', 0o755);
    const nginx = await site.write(
      'nginx-that-interrupts',
      `#!/bin/sh\n[ "$1" != -t ] || kill -TERM "$(cat "\${0%/*}/pid")"\nexec "\${0%/*}/nginx" "$@"\n`,
      0o755,
    );
    const result = await site.install(await site.unpack(await makeCertificate()), { NGINX: nginx }, shell);
    expect(result.exitCode).toBe(130);
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });

  test('another server block that answers for the name', async () => {
    const old = await installed();
    // An earlier file of the same name and port wins; nginx -t only warns of it.
    const conf = await readFile(join(site.confDir, `${HOST}.conf`), 'utf8');
    const first = await site.write('first.crt', old.certificatePem + old.intermediatesPem.join(''));
    const key = await site.write('first.key', old.privateKeyPem!, 0o600);
    await writeFile(
      join(site.confDir, '0-first.conf'),
      conf
        .replace(/ssl_certificate .*;/, `ssl_certificate ${first};`)
        .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`),
    );
    const before = await site.snapshot();
    const result = await site.install(await site.unpack(await makeCertificate()));
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.stderr).toContain('another server block of that name or port');
    expect(await site.snapshot()).toEqual(before);
    expect(await serves(old)).toBe(true);
  });
});

/** Makes the sums fit again, to get past them. */
async function resum(bundle: string): Promise<void> {
  await runCommand('sh', ['-c', 'sha256sum $(cut -c 67- SHA256SUMS) >sums && mv sums SHA256SUMS'], {
    cwd: bundle,
  });
}
