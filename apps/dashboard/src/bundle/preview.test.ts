import { CertificateSchema } from '@certline/contracts';
import { expect, test } from 'vitest';
import { installCommands, USUAL_CHOICES } from './options.ts';
import { KEY_PLACEHOLDER, previewBundle } from './preview.ts';

const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
const pems = { chain: pem('bGVhZg==') + pem('aW50'), root: pem('cm9vdA=='), csr: pem('Y3Ny') };

const certificate = CertificateSchema.parse({
  id: '0199b7a4-7c1e-7c39-9c7e-0b6f5d1f0a11',
  status: 'issued',
  commonName: 'test.imdst.com',
  sans: ['test.imdst.com'],
  subject: {},
  authority: 'default',
  profile: 'server',
  validityDays: 90,
  key: { algorithm: 'ecdsa-p256', source: 'certline' },
  ignored: [],
  notBefore: '2026-11-23T12:00:00.000Z',
  notAfter: '2027-02-21T12:00:00.000Z',
  serial: '0a',
  fingerprintSha256: 'ab'.repeat(32),
  team: 'default',
  requestedBy: 'admin',
  createdAt: '2026-11-23T12:00:00.000Z',
  issuedAt: '2026-11-23T12:00:00.000Z',
  failure: null,
  labels: {},
  batch: null,
  renews: null,
  renewedBy: null,
});

function filesOf(...args: Parameters<typeof previewBundle>) {
  const preview = previewBundle(...args);
  if (!preview.ok) throw new Error(preview.faults.map((fault) => fault.message).join());
  return new Map(preview.files.map((file) => [file.name, file]));
}

test('the preview shows the files of the download, with a sentence in place of the key', () => {
  const files = filesOf(certificate, pems, USUAL_CHOICES);
  expect(files.get('test.imdst.com.crt')?.text).toBe(pems.chain);
  expect(files.get('ca.crt')?.text).toBe(pems.root);
  expect(files.get('test.imdst.com.key')).toEqual({
    name: 'test.imdst.com.key',
    text: KEY_PLACEHOLDER,
    secret: true,
  });
  expect(files.get('test.imdst.com.conf')?.text).toContain('server_name test.imdst.com;');
  expect(files.has('test.imdst.com.origin.key')).toBe(false);
});

test('a passphrase adds the encrypted key, a CSR takes both keys away', () => {
  const locked = { ...USUAL_CHOICES, passphrase: 'correct horse' };
  expect(filesOf(certificate, pems, locked).has('test.imdst.com.origin.key')).toBe(true);
  const own = { ...certificate, key: { ...certificate.key, source: 'csr' as const } };
  expect([...filesOf(own, pems, locked).values()].some((file) => file.secret)).toBe(false);
});

test('a value that would not be safe in a configuration is refused beside its field', () => {
  const preview = previewBundle(certificate, pems, { ...USUAL_CHOICES, directory: '/etc/nginx; rm -rf /' });
  expect(preview.ok).toBe(false);
  expect(preview.ok ? [] : preview.faults.map((fault) => fault.path)).toEqual(['nginx.directory']);
});

test('the commands fit the archive', () => {
  expect(installCommands('test.imdst.com', 'tar.gz')).toBe(
    'tar xzf test.imdst.com.tar.gz\ncd test.imdst.com\nsudo sh install.sh\n',
  );
});
