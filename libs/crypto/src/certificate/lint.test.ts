import { beforeAll, describe, expect, test } from 'vitest';
import { aLeafRequest, anIntermediate, aRoot, type Authority, days, NOW } from '../../test/builders.ts';
import { concatBytes, equalBytes, fromHex } from '../der/bytes.ts';
import { contextConstructed, TAG } from '../der/tags.ts';
import {
  asciiString,
  element,
  integer,
  octetString,
  objectIdentifier,
  sequence,
  TRUE,
} from '../der/writer.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { OID } from '../oids.ts';
import { compileLeafTemplate } from './leaf-template.ts';
import { selfSignedLeafToBeSigned } from './self-signed-leaf.ts';
import { compileLint, lintSelfSignedLeaf, lintToBeSigned } from './lint.ts';
import type { LintRule } from './lint-rules.ts';
import { parseToBeSigned, type ToBeSignedParts } from './parse.ts';

let issuer: Authority;
let good: Uint8Array;
let rsa: Uint8Array;

beforeAll(async () => {
  issuer = await anIntermediate(await aRoot());
  rsa = (await generateKeyPair('rsa-2048')).publicKey;
  const template = compileLeafTemplate({ issuer, issuerKeyAlgorithm: 'ecdsa-p256', purpose: 'tls-server' });
  good = template.toBeSigned(aLeafRequest((await generateKeyPair('ecdsa-p256')).publicKey));
});

interface Wrong extends Partial<ToBeSignedParts> {
  readonly tail?: Uint8Array;
}

/** The good certificate written again, with some parts exchanged. */
function rewrite(change: (parts: ToBeSignedParts) => Wrong): Uint8Array {
  const parts = parseToBeSigned(good);
  const all = { ...parts, ...change(parts) };
  const extensions = all.extensions.map(({ oid, critical, value }) =>
    sequence(objectIdentifier(oid), ...(critical ? [TRUE] : []), octetString(value)),
  );
  return concatBytes(
    sequence(
      element(contextConstructed(0), integer(all.version - 1)),
      element(TAG.integer, all.serialNumber),
      all.signatureAlgorithm,
      all.issuer,
      all.validity,
      all.subject,
      all.publicKey,
      element(contextConstructed(3), sequence(...extensions)),
    ),
    all.tail ?? new Uint8Array(0),
  );
}

const without =
  (oid: string) =>
  (parts: ToBeSignedParts): Wrong => ({
    extensions: parts.extensions.filter((extension) => extension.oid !== oid),
  });
const withValue =
  (oid: string, hex: string) =>
  (parts: ToBeSignedParts): Wrong => ({
    extensions: parts.extensions.map((extension) =>
      extension.oid === oid ? { ...extension, value: fromHex(hex) } : extension,
    ),
  });
const withCritical =
  (oid: string, critical: boolean) =>
  (parts: ToBeSignedParts): Wrong => ({
    extensions: parts.extensions.map((extension) =>
      extension.oid === oid ? { ...extension, critical } : extension,
    ),
  });
const utc = (text: string): Uint8Array => asciiString(TAG.utcTime, text);
const generalized = (text: string): Uint8Array => asciiString(TAG.generalizedTime, text);

test('a good certificate has no findings, also written again part by part', () => {
  expect(lintToBeSigned(good, { issuerCertificate: issuer.certificate })).toEqual([]);
  expect(
    equalBytes(
      rewrite(() => ({})),
      good,
    ),
  ).toBe(true);
});

const BAD: readonly [LintRule, string, (parts: ToBeSignedParts) => Wrong][] = [
  ['der', 'bytes after it', () => ({ tail: new Uint8Array(1) })],
  [
    'der',
    'a serial number that is not canonical',
    () => ({ serialNumber: fromHex('0000112233445566778899') }),
  ],
  ['version', 'version 2', () => ({ version: 2 })],
  ['serial_number', 'zero', () => ({ serialNumber: fromHex('00') })],
  ['serial_number', 'a negative one', () => ({ serialNumber: fromHex('80112233445566778899aabbccddeeff') })],
  ['serial_number', 'one of 21 octets', () => ({ serialNumber: new Uint8Array(21).fill(1) })],
  ['serial_number', 'one that can be guessed', () => ({ serialNumber: fromHex('1122334455667788') })],
  [
    'signature_algorithm',
    'ECDSA with SHA-384',
    () => ({ signatureAlgorithm: fromHex('300a06082a8648ce3d040303') }),
  ],
  ['signature_algorithm', 'SHA-1', () => ({ signatureAlgorithm: fromHex('300906072a8648ce3d0401') })],
  ['issuer_name', 'another issuer', (parts) => ({ issuer: parts.subject })],
  [
    'validity_encoding',
    'GeneralizedTime before 2050',
    () => ({ validity: sequence(utc('261123120000Z'), generalized('20270221120000Z')) }),
  ],
  [
    'validity',
    'an end before the begin',
    () => ({ validity: sequence(utc('270221120000Z'), utc('261123120000Z')) }),
  ],
  [
    'validity',
    'an end after the issuer',
    () => ({ validity: sequence(utc('261123120000Z'), utc('480101000000Z')) }),
  ],
  [
    'validity',
    'a begin before the issuer',
    () => ({ validity: sequence(utc('201123120000Z'), utc('270221120000Z')) }),
  ],
  ['subject_alt_name', 'none', without(OID.subjectAltName)],
  ['subject_alt_name', 'an empty one', withValue(OID.subjectAltName, '3000')],
  ['subject_alt_name', 'critical with a subject', withCritical(OID.subjectAltName, true)],
  ['subject_alt_name', 'not critical without a subject', () => ({ subject: fromHex('3000') })],
  ['authority_key_identifier', 'none', without(OID.authorityKeyIdentifier)],
  ['authority_key_identifier', 'another', withValue(OID.authorityKeyIdentifier, '3003800101')],
  ['subject_key_identifier', 'none', without(OID.subjectKeyIdentifier)],
  ['basic_constraints', 'none', without(OID.basicConstraints)],
  ['basic_constraints', 'a CA', withValue(OID.basicConstraints, '30030101ff')],
  ['basic_constraints', 'not critical', withCritical(OID.basicConstraints, false)],
  ['key_usage', 'none', without(OID.keyUsage)],
  ['key_usage', 'not critical', withCritical(OID.keyUsage, false)],
  ['key_usage', 'certificates may be signed', withValue(OID.keyUsage, '03020204')],
  ['key_usage', 'keyEncipherment for an EC key', withValue(OID.keyUsage, '030205a0')],
  ['key_usage', 'no keyEncipherment for an RSA key', () => ({ publicKey: rsa })],
  ['extended_key_usage', 'none', without(OID.extendedKeyUsage)],
  ['extended_key_usage', 'an empty one', withValue(OID.extendedKeyUsage, '3000')],
  ['extended_key_usage', 'any purpose', withValue(OID.extendedKeyUsage, '30060604551d2500')],
  [
    'duplicate_extension',
    'two of one',
    (parts) => ({ extensions: [...parts.extensions, parts.extensions[0]!] }),
  ],
];

describe('each rule finds what breaks it, and no other does', () => {
  test.each(BAD)('%s: %s', (rule, _name, change) => {
    expect(compileLint(issuer.certificate)(rewrite(change)).map((finding) => finding.rule)).toEqual([rule]);
  });
});

test('a self-signed leaf is held against itself', () => {
  const request = { ...aLeafRequest(rsa), purpose: 'tls-server' } as const;
  expect(lintSelfSignedLeaf(selfSignedLeafToBeSigned(request))).toEqual([]);
  expect(lintSelfSignedLeaf(good).map((finding) => finding.rule)).toEqual([
    'issuer_name',
    'authority_key_identifier',
  ]);
});

test('the good one stands for the dates that the table changes', () => {
  const { notBeforeMs, notAfterMs } = parseToBeSigned(good);
  expect([notBeforeMs, notAfterMs]).toEqual([NOW.getTime(), days(90).getTime()]);
});
