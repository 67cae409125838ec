import { freePort, testNginxConfiguration } from '@certline/testing';
import { describe, expect, test } from 'vitest';
import { anInput, onPorts, textOf } from '../test/bundles.ts';
import { BundleError, type BundleFile, renderNginxBundle, withChecksums } from './index.ts';

const wildcard = anInput({
  primaryName: '*.imdst.com',
  sans: ['*.imdst.com', 'imdst.com', 'email:a@imdst.com'],
});
const fromCsr = anInput({ privateKeyPem: null });
const self = anInput({
  primaryName: '2001:db8::7',
  sans: ['2001:db8::7'],
  intermediatesPem: [],
  rootPem: anInput().certificatePem,
  csrPem: null,
});

/** Each is a folder of src/golden. To accept a change of these texts: `vitest run --project bundle -u`. */
const goldens: Record<string, BundleFile[]> = {
  default: renderNginxBundle(anInput()),
  'modern-upstream': renderNginxBundle(anInput({ encryptedPrivateKeyPem: 'encrypted' }), {
    version: '1.27.4',
    profile: 'modern',
    directory: '/srv/tls/',
    upstream: 'http://127.0.0.1:8080/',
  }),
  'wildcard-csr-plain': renderNginxBundle(
    { ...wildcard, privateKeyPem: null },
    { redirect: false, hsts: false, root: '/srv/www' },
  ),
  'self-signed-ipv6': renderNginxBundle(self, { version: '1.25.1', upstream: 'https://[::1]:8443' }),
};

const SETTINGS_LINES = 10;

/** install.sh whole is golden once; the other bundles differ in the settings at its head alone. */
function goldenTexts(name: string, files: BundleFile[]): [string, string][] {
  const installer = textOf(files, 'install.sh');
  return [
    ['server.conf', textOf(files, '.conf')],
    [
      'install.sh',
      name === 'default' ? installer : installer.split('\n').slice(0, SETTINGS_LINES).join('\n'),
    ],
    ['README.txt', textOf(files, 'README.txt')],
    ['SHA256SUMS', textOf(withChecksums(files), 'SHA256SUMS')],
  ];
}

describe.each(Object.entries(goldens))('golden: %s', (name, files) => {
  test.each(goldenTexts(name, files))('%s', async (file, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${name}/${file}`);
  });
});

test('a bundle holds the files of the contract; the leaf comes before its intermediates', () => {
  const files = withChecksums(renderNginxBundle(anInput({ encryptedPrivateKeyPem: 'encrypted' })));
  expect(files.map(({ path }) => path.replace('test.imdst.com/', ''))).toEqual([
    ...[
      'test.imdst.com.crt',
      'test.imdst.com.key',
      'test.imdst.com.origin.key',
      'test.imdst.com.csr',
      'ca.crt',
    ],
    ...['test.imdst.com.conf', 'install.sh', 'README.txt', 'SHA256SUMS'],
  ]);
  const { certificatePem, intermediatesPem } = anInput();
  expect(textOf(files, '.com.crt')).toBe(certificatePem + intermediatesPem.join(''));
});

test('with a CSR there is no key file, and the README says where the own key goes', () => {
  const files = renderNginxBundle(fromCsr);
  expect(files.filter(({ path }) => path.endsWith('.key'))).toEqual([]);
  expect(textOf(files, 'README.txt')).toContain('/etc/nginx/sslkey/test.imdst.com.key');
});

test('PEM with Windows line ends or none at its end comes out as Unix text', () => {
  const certificatePem = anInput().certificatePem.replaceAll('\n', '\r\n').trimEnd();
  expect(renderNginxBundle(anInput({ certificatePem }))).toEqual(renderNginxBundle(anInput()));
});

test('http2 is written in the form that the version understands', () => {
  const conf = (version: string) => textOf(renderNginxBundle(anInput(), { version }), '.conf');
  for (const old of ['1.13.0', '1.22.1', '1.25.0']) {
    expect(conf(old)).toContain('listen 443 ssl http2;');
    expect(conf(old)).not.toContain('http2 on;');
  }
  for (const recent of ['1.25.1', '1.26.0', '2.0.0']) {
    expect(conf(recent)).toContain('listen 443 ssl;\n    listen [::]:443 ssl;\n    http2 on;');
  }
});

test('nginx accepts many names, IPv6 and wildcards in one server block', async () => {
  const sans = [
    '*.imdst.com',
    '::1',
    '10.0.0.7',
    ...Array.from({ length: 100 }, (_, n) => `host-${n}.imdst.com`),
  ];
  const ports = { https: await freePort(), http: await freePort() };
  const conf = textOf(onPorts(renderNginxBundle(anInput({ sans })), ports), '.conf');
  // Without a certificate: the names are what is judged.
  const open = conf.replaceAll(/ ssl http2|ssl_certificate.*/g, '');
  expect(await testNginxConfiguration(open)).toMatchObject({ accepted: true });
});

test.each([
  [{ primaryName: 'alice@example.com' }, 'commonName host_name_invalid'],
  [{ sans: ['a.example', 'b;c'] }, 'sans.1 host_name_invalid'],
  [{ notAfter: 'soon\n' }, 'notAfter certificate_facts_invalid'],
  [{ fingerprintSha256: `${'AB'.repeat(31)}\nAB` }, 'fingerprintSha256 certificate_facts_invalid'],
])('%j is refused', (overrides, fault) => {
  expect(faultsOf(() => renderNginxBundle(anInput(overrides)))).toEqual([fault]);
});

test('faults of certificate and options are told together', () => {
  const faults = faultsOf(() =>
    renderNginxBundle(anInput({ primaryName: 'a b' }), { directory: 'x', version: '1' }),
  );
  expect(faults).toHaveLength(3);
});

function faultsOf(render: () => unknown): string[] {
  try {
    render();
  } catch (error) {
    if (error instanceof BundleError) return error.faults.map(({ path, code }) => `${path} ${code}`);
    throw error;
  }
  return [];
}
