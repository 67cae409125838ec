import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleHost, fileStem, nginxServerName, parseHostName } from './host-names.ts';

test.each([
  ['test.imdst.com', 'dns', 'test.imdst.com', 'test.imdst.com', 'test.imdst.com'],
  ['Test.IMDST.com', 'dns', 'test.imdst.com', 'test.imdst.com', 'test.imdst.com'],
  ['localhost', 'dns', 'localhost', 'localhost', 'localhost'],
  ['xn--bcher-kva.example', 'dns', 'xn--bcher-kva.example', 'xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['*.imdst.com', 'wildcard', '_wildcard.imdst.com', '*.imdst.com', 'www.imdst.com'],
  ['10.0.0.7', 'ipv4', '10.0.0.7', '10.0.0.7', '10.0.0.7'],
  ['::1', 'ipv6', '_ipv6.--1', '[::1]', '[::1]'],
  ['2001:DB8:0:0:0:0:0:1', 'ipv6', '_ipv6.2001-db8--1', '[2001:db8::1]', '[2001:db8::1]'],
])('%s is of kind %s', (text, kind, stem, serverName, example) => {
  const host = parseHostName(text)!;
  expect(host.kind).toBe(kind);
  expect([fileStem(host), nginxServerName(host), exampleHost(host)]).toEqual([stem, serverName, example]);
});

test.each([
  ...[
    '',
    '.',
    '..',
    '../etc',
    'a/b',
    'a..b',
    '.a',
    'a.',
    '-a',
    'a-',
    'a b',
    'a;b',
    'a$b',
    "a'b",
    'a\nb',
    'bücher',
  ],
  ...[
    '*',
    '*.',
    '**.a',
    'a.*.b',
    'a*.b',
    '256.1.1.1',
    '1.2.3',
    '010.1.1.1',
    '1:2',
    ':::',
    '[::1]',
    '::1%eth0',
  ],
  ...[
    'alice@example.com',
    'email:alice@example.com',
    'uri:https://a',
    'a'.repeat(64),
    'a.'.repeat(127) + 'bb',
  ],
])('%j is no host name', (text) => expect(parseHostName(text)).toBeNull());

test('the files of a very long name are cut short and still told apart', () => {
  const long = (last: string) => fileStem(parseHostName(`${'a'.repeat(60)}.${'b'.repeat(60)}.${last}`)!);
  expect(long('com')).toMatch(/^a{60}\.b{6}_[0-9a-f]{12}$/);
  expect(long('com')).not.toBe(long('net'));
});

test('whatever is taken as a host name makes one safe word, for files and for nginx', () => {
  const hostile = Array.from('abz09-_.*:[]/ ;$\'"\n\\{}#é');
  const nearly = fc.string({ unit: fc.constantFrom(...hostile), maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.domain(), fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
      const host = parseHostName(text);
      if (!host) return;
      expect(fileStem(host)).toMatch(/^[a-z0-9_][a-z0-9._-]{0,79}$/);
      expect(fileStem(host)).not.toContain('..');
      expect(nginxServerName(host)).toMatch(/^(?:\[[0-9a-f:]+\]|(?:\*\.)?[a-z0-9_][a-z0-9._-]*)$/);
    }),
    { seed: 5, numRuns: 5_000 },
  );
});
