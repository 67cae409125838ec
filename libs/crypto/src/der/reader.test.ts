import { describe, expect, test } from 'vitest';
import { codeOf } from '../../test/errors.ts';
import { fromHex } from './bytes.ts';
import { DerReader } from './reader.ts';
import { TAG } from './tags.ts';
import { objectIdentifier } from './writer.ts';

/** Rule, good encoding, bad encoding, how it is read. */
const STRICTNESS: readonly [string, string, string, (reader: DerReader) => unknown][] = [
  ['a length is definite', '3003020101', '30800201010000', (r) => r.open(TAG.sequence)],
  ['a length is short where it can be', '0401aa', '048101aa', (r) => r.read(TAG.octetString)],
  ['a long length has no leading zero', '0401aa', '04820001aa', (r) => r.read(TAG.octetString)],
  [
    'an element ends within its parent',
    '3003020101',
    '3003020201',
    (r) => r.open(TAG.sequence).readInteger(),
  ],
  ['an element ends within the input', '0402aabb', '0403aabb', (r) => r.read(TAG.octetString)],
  ['a length is complete', '0401aa', '0482', (r) => r.read(TAG.octetString)],
  ['a length is not absurd', '0401aa', '0485ffffffffff', (r) => r.read(TAG.octetString)],
  ['there is an element', '0500', '', (r) => r.read(TAG.null)],
  ['the tag is the expected one', '0401aa', '0c01aa', (r) => r.read(TAG.octetString)],
  ['a tag has one octet', '0401aa', '1f8101aa', (r) => r.readElement()],
  ['an INTEGER has content', '020100', '0200', (r) => r.readInteger()],
  ['an INTEGER has no spare zero', '020100', '02020001', (r) => r.readInteger()],
  ['an INTEGER has no spare ones', '0201ff', '0202ffff', (r) => r.readInteger()],
  ['a small INTEGER is not negative', '02017f', '0201ff', (r) => r.readSmallInteger()],
  ['a small INTEGER is small', '02047fffffff', '020500ffffffff', (r) => r.readSmallInteger()],
  ['TRUE is FF', '0101ff', '010101', (r) => r.readBoolean()],
  ['a BOOLEAN has one octet', '010100', '01020000', (r) => r.readBoolean()],
  ['a key or signature has whole octets', '030200aa', '030201aa', (r) => r.readBitString()],
  ['an OBJECT IDENTIFIER has content', '060155', '0600', (r) => r.readObjectIdentifier()],
  ['an arc has no leading zero', '06028837', '0603808837', (r) => r.readObjectIdentifier()],
  ['an arc ends', '06028837', '06025588', (r) => r.readObjectIdentifier()],
];

describe('strict DER', () => {
  test.each(STRICTNESS)('%s', async (_rule, good, bad, read) => {
    expect(await codeOf(() => read(new DerReader(fromHex(good))))).toBe('accepted');
    expect(await codeOf(() => read(new DerReader(fromHex(bad))))).toBe('der_malformed');
  });
});

test('nothing may follow', async () => {
  expect(await codeOf(() => DerReader.only(fromHex('300000'), TAG.sequence))).toBe('der_trailing_bytes');
});

test.each(['1.2.840.113549.1.1.1', '2.5.29.17', '0.9.2342.1', '1.39.1', '2.40.1', '2.999.4294967295'])(
  'object identifier %s comes back',
  (dotted) => expect(new DerReader(objectIdentifier(dotted)).readObjectIdentifier()).toBe(dotted),
);
