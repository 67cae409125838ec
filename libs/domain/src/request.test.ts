import { expect, test } from 'vitest';
import { primaryName } from './request.ts';

test.each<[string, string | null, string[], string]>([
  ['its common name', 'a.imdst.com', ['b.imdst.com'], 'a.imdst.com'],
  ['else its first SAN', null, ['b.imdst.com', 'c.imdst.com'], 'b.imdst.com'],
  ['a host before what is none', null, ['email:a@imdst.com', 'uri:urn:x', '2001:db8::1'], '2001:db8::1'],
  ['else the first that it has, without its type', null, ['email:a@imdst.com', 'uri:urn:x'], 'a@imdst.com'],
])('a certificate goes by %s', (_, commonName, sans, name) => {
  expect(primaryName(commonName, sans)).toBe(name);
});
