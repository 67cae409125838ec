import type { NginxOptions } from '@certline/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anInput, textOf } from '../test/bundles.ts';
import { BundleError, type BundleFile, type BundleInput, renderNginxBundle } from './index.ts';
import { INSTALL_SCRIPT_BODY } from './install-script-body.ts';

// Valid pieces and hostile characters, mixed, so that many values are nearly right and some quite right.
const pieces = [
  ...[
    '/',
    '/etc',
    '/srv/www',
    '/var/www/html',
    '..',
    '.',
    'a',
    'Z9',
    '-',
    '_',
    '@',
    '+',
    ':8080',
    '1.25.1',
    '1.22.1',
  ],
  ...['http://', 'https://', '127.0.0.1', '[::1]', 'app.internal', '*.', 'imdst.com', 'email:'],
  ...[
    '\n',
    '\r\n',
    '\0',
    '\t',
    ' ',
    ';',
    '{',
    '}',
    '$',
    '$host',
    "'",
    '"',
    '`',
    '\\',
    '#',
    '$(id)',
    '`id`',
    '*',
  ],
  ...[
    "';id;'",
    '; load_module /tmp/x.so;',
    '}\nserver {',
    '\u2028',
    'é',
    '\ud83d\ude00',
    '%00',
    '&&',
    '|',
    '<',
    '~',
  ],
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const value = (...good: string[]) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...good) }, hostile);

const options: fc.Arbitrary<NginxOptions> = fc.record(
  {
    version: value('1.22.1', '1.27.0'),
    profile: fc.constantFrom('modern', 'intermediate'),
    directory: value('/etc/nginx/sslkey', '/srv/tls/'),
    redirect: fc.boolean(),
    hsts: fc.boolean(),
    upstream: fc.oneof(fc.constant(null), value('http://127.0.0.1:8080', 'https://[::1]/')),
    root: fc.oneof(fc.constant(null), value('/srv/www')),
  },
  { requiredKeys: [] },
);
const input: fc.Arbitrary<BundleInput> = fc
  .record({
    primaryName: value('test.imdst.com', '*.imdst.com', '::1'),
    sans: fc.array(value('test.imdst.com', '10.0.0.7', 'email:a@b.c'), { maxLength: 5 }),
    notAfter: value('2027-02-21T12:00:00Z', 'Sun, 21 Feb 2027 12:00:00 GMT'),
    fingerprintSha256: value('ab'.repeat(32)),
  })
  .map(anInput);

/** The directives of an nginx configuration, with their depth: split as nginx does when nothing is quoted. */
function directives(conf: string): string[] {
  const text = conf.replaceAll(/^#.*$|^ *#.*$/gm, '');
  expect(text.replaceAll('"max-age=63072000"', '')).not.toMatch(/["'\\#`]/);
  let depth = 0;
  return [...text.matchAll(/\s*([^;{}]*)([;{}])/g)].map(([, words = '', end]) => {
    const line = `${depth} ${words.split(/\s+/)[0] ?? ''}${end}`;
    depth += end === '{' ? 1 : end === '}' ? -1 : 0;
    return line;
  });
}

const redirectBlock = ['0 server{', '1 listen;', '1 listen;', '1 server_name;', '1 return;', '1 }'];
const headers = Array.from({ length: 5 }, () => '2 proxy_set_header;');

function expectedDirectives(given: NginxOptions, conf: string): string[] {
  return [
    ...(given.redirect === false ? [] : redirectBlock),
    ...['0 server{', '1 listen;', '1 listen;'],
    ...(given.version === '1.27.0' || given.version === '1.25.1' ? ['1 http2;'] : []),
    ...['1 server_name;', '1 ssl_certificate;', '1 ssl_certificate_key;', '1 ssl_protocols;'],
    ...(given.profile === 'modern' ? [] : ['1 ssl_ciphers;']),
    ...['1 ssl_ecdh_curve;', '1 ssl_prefer_server_ciphers;', '1 ssl_session_timeout;'],
    ...['1 ssl_session_cache;', '1 ssl_session_tickets;'],
    ...(given.hsts === false ? [] : ['1 add_header;']),
    ...(given.upstream
      ? ['1 location{', '2 proxy_pass;', '2 proxy_http_version;', ...headers]
      : ['1 root;', '1 index;', '1 location{', '2 try_files;']),
    ...(conf.includes('proxy_pass https:') ? ['2 proxy_ssl_server_name;'] : []),
    ...['2 }', '1 }'],
  ];
}

function render(certificate: BundleInput, given: NginxOptions): BundleFile[] | null {
  try {
    return renderNginxBundle(certificate, given);
  } catch (error) {
    if (error instanceof BundleError) return null;
    throw error;
  }
}

test('no value adds a directive to the server block, a word to install.sh or a line to the README', () => {
  let rendered = 0;
  fc.assert(
    fc.property(input, options, (certificate, given) => {
      const files = render(certificate, given);
      if (!files) return;
      rendered += 1;
      const conf = textOf(files, '.conf');
      expect(directives(conf)).toEqual(expectedDirectives(given, conf));
      // Variables are those of the template; a value that brought one would be interpolated by nginx.
      expect(new Set(conf.match(/\$\w*/g))).toEqual(
        new Set([
          ...(given.redirect === false ? [] : ['$host', '$request_uri']),
          ...(given.upstream ? ['$host', '$remote_addr', '$proxy_add_x_forwarded_for', '$scheme'] : ['$uri']),
        ]),
      );
      const script = textOf(files, 'install.sh');
      expect(script.endsWith(`\n\n${INSTALL_SCRIPT_BODY}`)).toBe(true);
      expect(script.slice(0, -INSTALL_SCRIPT_BODY.length)).toMatch(
        /^#!\/bin\/sh\n# Installs the certificate of [\w.-]+ into nginx\. Written by Certline\.\n(?:[a-z_0-9]+='[\w.+@[\]:/-]*'\n){6}\n$/,
      );
      for (const { path, text } of files) {
        expect(path).toMatch(/^[a-z0-9_][a-z0-9._-]*\/[A-Za-z0-9_][A-Za-z0-9._-]*$/);
        expect(text).toMatch(/^[\n\x20-\x7e]*$/);
      }
    }),
    { seed: 5, numRuns: 10_000 },
  );
  // The property says nothing unless a good part gets through.
  expect(rendered).toBeGreaterThan(500);
});

test('the same arguments give the same files', () => {
  fc.assert(
    fc.property(input, options, (certificate, given) => {
      expect(render(certificate, given)).toEqual(render(certificate, given));
    }),
    { seed: 5, numRuns: 500 },
  );
});
