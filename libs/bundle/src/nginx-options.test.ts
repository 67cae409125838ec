import type { NginxOptions } from '@certline/contracts';
import { describe, expect, test } from 'vitest';
import { nginxOptionFaults, resolveNginxOptions } from './nginx-options.ts';

const codes = (options: NginxOptions) =>
  nginxOptionFaults(options).map(({ path, code }) => `${path} ${code}`);

// What would end, quote, expand or comment in an nginx configuration or a shell, or be misread by people.
const HOSTILE = [
  ...['\n', '\r', '\0', '\t', '\u001b', ' ', ';', '{', '}', '$', "'", '"', '`', '\\', '#', '*', '?', '&'],
  ...['|', '<', '>', '(', ')', '~', '!', '%', '[', ']', ',', '\u00a0', '\u202e', 'é', '／', '．', '\ud800'],
];

describe('the defaults', () => {
  test('have no fault and are those of the contract', () => {
    expect(nginxOptionFaults({})).toEqual([]);
    expect(resolveNginxOptions({})).toEqual({
      version: '1.22.1',
      profile: 'intermediate',
      directory: '/etc/nginx/sslkey',
      redirect: true,
      hsts: true,
      content: { kind: 'files', root: '/var/www/html' },
    });
  });
});

describe('version', () => {
  test.each(['1.13.0', '1.22.1', '1.25.1', '1.29.10', '2.0.0'])('%s is accepted', (version) => {
    expect(codes({ version })).toEqual([]);
  });
  test.each(['', '1', '1.22', '1.22.1.1', 'v1.22.1', '1.22.x', '-1.2.3', '1.22.1\n', '1.22.9999', '１.22.1'])(
    '%j is no version',
    (version) => expect(codes({ version })).toEqual(['nginx.version nginx_version_invalid']),
  );
  test.each(['0.8.55', '1.9.5', '1.12.2'])('%s is too old for TLS 1.3', (version) => {
    expect(codes({ version })).toEqual(['nginx.version nginx_version_too_old']);
  });
});

describe.each(['directory', 'root'] as const)('%s', (field) => {
  test.each(['/srv/tls', '/srv/tls/', '/opt/a_b-c.d/e+f@g', '/...', `/${'a'.repeat(199)}`])(
    '%s is accepted',
    (value) => expect(codes({ [field]: value })).toEqual([]),
  );
  test.each(['', 'etc/nginx', './tls', '../tls', '~/tls', 'C:\\tls', '-p'])('%j is not absolute', (value) => {
    expect(codes({ [field]: value })).toEqual([`nginx.${field} path_not_absolute`]);
  });
  test.each(['/', '//'])('%s is refused: it is everything', (value) => {
    expect(codes({ [field]: value })).toContain(`nginx.${field} path_is_root`);
  });
  test.each(['/a/../b', '/..', '/a/.', '/./a', '/a//b', '//a', '/a//', `/${'a'.repeat(200)}`])(
    '%s is unsafe',
    (value) => expect(codes({ [field]: value })).toEqual([`nginx.${field} path_unsafe`]),
  );
  test.each(HOSTILE)('a path with %j is unsafe', (character) => {
    for (const value of [`/srv/${character}`, `/s${character}rv/tls`, `/srv/tls${character}`]) {
      expect(codes({ [field]: value })).toEqual([`nginx.${field} path_unsafe`]);
    }
  });
});

describe('upstream', () => {
  test.each([
    ...['http://127.0.0.1:8080', 'http://127.0.0.1:8080/', 'https://app.internal', 'http://app_1:65535'],
    ...['http://[::1]:8080', 'https://[2001:db8::1]'],
  ])('%s is accepted', (upstream) => expect(codes({ upstream })).toEqual([]));
  test.each([
    ...['', 'localhost:8080', '127.0.0.1', 'ftp://a', 'unix:/run/app.sock', 'http://unix:/run/app.sock:'],
    ...['http://', 'http://a/b', 'http://a?b', 'http://a#b', 'http://u:p@a', 'http://a:0', 'http://a:65536'],
    ...['http://a:', 'http://-a', 'http://[1]', 'http://[::1', 'http://999.1.1.1', 'HTTP://a', '//a'],
    `http://${'a'.repeat(300)}`,
  ])('%j is refused', (upstream) => {
    expect(codes({ upstream })).toEqual(['nginx.upstream upstream_invalid']);
  });
  test.each(HOSTILE)('an address with %j is refused', (character) => {
    for (const upstream of [`http://a${character}b:80`, `http://a:80${character}`, `http://a${character}`]) {
      expect(codes({ upstream })).toEqual(['nginx.upstream upstream_invalid']);
    }
  });
});

describe('together', () => {
  test('an upstream and a root exclude each other; null and absent are the same', () => {
    expect(codes({ upstream: 'http://a', root: '/srv' })).toEqual(['nginx.root upstream_and_root']);
    expect(codes({ upstream: 'http://a', root: null })).toEqual([]);
    expect(codes({ upstream: null, root: '/srv' })).toEqual([]);
  });
  test.each([
    [{ directory: '/var/www/html' }],
    [{ directory: '/var/www/html/tls/' }],
    [{ root: '/etc' }],
    [{ root: '/etc/nginx/sslkey/' }],
  ])('%j would serve the private key', (options) => {
    expect(codes(options)).toEqual(['nginx.directory key_directory_in_root']);
  });
  test('a neighbour of the root, or a folder that only an upstream guards, is fine', () => {
    expect(codes({ root: '/srv/www', directory: '/srv/www-tls' })).toEqual([]);
    expect(codes({ upstream: 'http://a', directory: '/var/www/html/tls' })).toEqual([]);
  });
  test('every fault is told at once, each with words for a person', () => {
    const faults = nginxOptionFaults({ version: 'x', directory: 'x', upstream: 'x', root: 'x' });
    expect(faults.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['nginx.version', 'nginx.directory', 'nginx.upstream', 'nginx.root']),
    );
    for (const { message } of faults) expect(message).toMatch(/^[A-Z].+\.$/i);
  });
});
