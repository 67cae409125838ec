import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../test/errors.ts';
import { file, openssl } from '../../test/openssl.ts';
import { contextConstructed } from '../der/tags.ts';
import {
  bitString,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../der/writer.ts';
import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { signerFromPrivateKey } from '../keys/signer.ts';
import { OID } from '../oids.ts';
import { pemDecode, pemEncode } from '../pem.ts';
import { parseCsr } from './parse.ts';

const FIXTURES = join(import.meta.dirname, '../../test/fixtures');
const fixture = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');

/** A request of the real OpenSSL. */
function requested(key: string, ...args: readonly string[]): string {
  const out = file('');
  openssl('req', '-new', '-key', file(key), '-out', out, '-utf8', ...args);
  return readFileSync(out, 'utf8');
}
const rsaKey = openssl('genpkey', '-quiet', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048');
const ecKey = openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout');
const p384Key = openssl('ecparam', '-name', 'secp384r1', '-genkey', '-noout');
const subj = [
  '-subj',
  '/C=DE/ST=Bayern/L=München/O=Größe GmbH/OU=a/OU=b/emailAddress=x@y.z/CN=www.example.com',
];

describe('requests of OpenSSL', () => {
  test.each([
    ['RSA SHA-256', rsaKey, 'rsa-2048', ['-sha256']],
    ['RSA SHA-384', rsaKey, 'rsa-2048', ['-sha384']],
    ['RSA SHA-512', rsaKey, 'rsa-2048', ['-sha512']],
    ['RSA-PSS, longest salt', rsaKey, 'rsa-2048', ['-sigopt', 'rsa_padding_mode:pss']],
    [
      'RSA-PSS, salt of the digest',
      rsaKey,
      'rsa-2048',
      ['-sha384', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'],
    ],
    ['ECDSA SHA-256', ecKey, 'ecdsa-p256', ['-sha256']],
    ['ECDSA SHA-512', ecKey, 'ecdsa-p256', ['-sha512']],
    ['ECDSA P-384', p384Key, 'ecdsa-p384', ['-sha384']],
    ['Ed25519', openssl('genpkey', '-algorithm', 'ed25519'), 'ed25519', []],
  ])('%s', (_name, key, keyAlgorithm, args) => {
    const pem = requested(
      key,
      ...args,
      ...subj,
      '-addext',
      'subjectAltName=DNS:www.example.com,IP:192.0.2.1',
      '-addext',
      'basicConstraints=critical,CA:TRUE',
    );
    const parsed = parseCsr(pem);
    expect(parsed).toMatchObject({
      keyAlgorithm,
      subject: {
        country: 'DE',
        state: 'Bayern',
        locality: 'München',
        organization: 'Größe GmbH',
        organizationalUnit: 'a',
        commonName: 'www.example.com',
      },
      unknownSubjectAttributes: ['organizationalUnit', 'emailAddress'],
      sans: [
        { type: 'dns', value: 'www.example.com' },
        { type: 'ip', value: '192.0.2.1' },
      ],
      requestedExtensions: [{ oid: '2.5.29.19', name: 'basicConstraints' }],
    });
    expect(parseCsr(pemDecode(pem))).toEqual(parsed);
  });
});

test('names of unsupported kinds are listed, not dropped', () => {
  const pem = requested(
    ecKey,
    ...subj,
    '-addext',
    'subjectAltName=DNS:a.example,otherName:1.2.3.4;UTF8:x,RID:1.2.3',
  );
  expect(parseCsr(pem)).toMatchObject({
    sans: [{ type: 'dns', value: 'a.example' }],
    requestedExtensions: [{ name: 'subjectAltName (otherName)' }, { name: 'subjectAltName (registeredID)' }],
  });
});

describe('requests of GnuTLS and of Java’s keytool', () => {
  test.each(readdirSync(FIXTURES))('%s', (name) => {
    const parsed = parseCsr(fixture(name));
    expect(name).toContain(parsed.keyAlgorithm);
    expect(parsed.subject).toMatchObject(
      name.startsWith('gnutls')
        ? { commonName: 'gnutls.example.com', organization: 'GnuTLS Œuvre' }
        : { commonName: 'keytool.example.com', locality: 'Köln' },
    );
    expect(parsed.sans.map((san) => san.type).sort()).toEqual(
      name.startsWith('gnutls') ? ['dns', 'dns', 'email', 'ip', 'ip', 'uri'] : ['dns', 'email', 'ip', 'uri'],
    );
  });
});

describe('refused', () => {
  const good = pemDecode(requested(ecKey, ...subj));
  const flipped = (at: number): Uint8Array => good.map((octet, i) => (i === at ? octet ^ 1 : octet));
  const md5 = (): string => requested(rsaKey, ...subj, '-md5');

  test.each([
    ['a changed subject', () => flipped(40), 'csr_signature_invalid'],
    ['a changed signature', () => flipped(good.length - 1), 'csr_signature_invalid'],
    ['bytes after it', () => new Uint8Array([...good, 0]), 'der_trailing_bytes'],
    ['a cut', () => good.subarray(0, -1), 'der_malformed'],
    ['nothing', () => '', 'pem_malformed'],
    ['no PEM', () => 'hello', 'pem_malformed'],
    ['two requests', () => pemEncode('CERTIFICATE REQUEST', good).repeat(2), 'pem_malformed'],
    ['a certificate', () => pemEncode('CERTIFICATE', good), 'pem_label_unexpected'],
    ['a private key', () => ecKey, 'pem_label_unexpected'],
    ['a novel', () => 'x'.repeat(200_000), 'csr_malformed'],
    ['SHA-1', () => requested(rsaKey, ...subj, '-sha1'), 'signature_algorithm_unsupported'],
    ['MD5', md5, 'signature_algorithm_unsupported'],
    ['ECDSA with SHA-1', () => requested(ecKey, ...subj, '-sha1'), 'signature_algorithm_unsupported'],
    ['RSA with 1024 bits', () => requested(openssl('genrsa', '1024'), ...subj), 'key_too_small'],
    [
      'RSA with exponent 3',
      () => requested(openssl('genrsa', '-3', '2048'), ...subj),
      'key_exponent_invalid',
    ],
    ['RSA with 2560 bits', () => requested(openssl('genrsa', '2560'), ...subj), 'key_size_unsupported'],
    [
      'secp256k1',
      () => requested(openssl('ecparam', '-name', 'secp256k1', '-genkey', '-noout'), ...subj),
      'key_curve_unsupported',
    ],
    [
      'P-521',
      () => requested(openssl('ecparam', '-name', 'secp521r1', '-genkey', '-noout'), ...subj),
      'key_curve_unsupported',
    ],
    [
      'Ed448',
      () => requested(openssl('genpkey', '-algorithm', 'ed448'), ...subj),
      'key_algorithm_unsupported',
    ],
  ])('%s', async (_name, input, code) => expect(await codeOf(() => parseCsr(input()))).toBe(code));

  const extension = sequence(objectIdentifier(OID.subjectAltName), octetString(sequence()));
  const asking = (...extensions: Uint8Array[]): Uint8Array =>
    sequence(objectIdentifier(OID.extensionRequest), setOf(sequence(...extensions)));
  const commonName = (value: Uint8Array): Uint8Array =>
    sequence(setOf(sequence(objectIdentifier(OID.commonName), value)));

  test.each([
    ['another version', integer(1), sequence(), [], 'csr_malformed'],
    ['one extension twice', integer(0), sequence(), [asking(extension, extension)], 'csr_attribute_invalid'],
    [
      'one extension twice, in two attributes',
      integer(0),
      sequence(),
      [asking(extension), asking(extension)],
      'csr_attribute_invalid',
    ],
    [
      'a name in broken UTF-8',
      integer(0),
      commonName(element(0x0c, Uint8Array.of(0xc3))),
      [],
      'name_malformed',
    ],
    ['a name in a number', integer(0), commonName(integer(7)), [], 'name_malformed'],
    [
      'an address of five octets',
      integer(0),
      sequence(),
      [
        asking(
          sequence(
            objectIdentifier(OID.subjectAltName),
            octetString(sequence(element(0x87, new Uint8Array(5)))),
          ),
        ),
      ],
      'san_invalid',
    ],
    [
      'a host name with a zero byte',
      integer(0),
      sequence(),
      [
        asking(
          sequence(
            objectIdentifier(OID.subjectAltName),
            octetString(sequence(element(0x82, Uint8Array.of(0x61, 0, 0x62)))),
          ),
        ),
      ],
      'san_invalid',
    ],
  ] as const)('rightly signed, but %s', async (_name, version, name, attributes, code) => {
    const signer = signerFromPrivateKey((await generateKeyPair('ecdsa-p256')).privateKey);
    const toBeSigned = sequence(
      version,
      name,
      signer.publicKey,
      element(contextConstructed(0), ...attributes),
    );
    const csr = sequence(
      toBeSigned,
      KEY_ALGORITHMS[signer.algorithm].signatureAlgorithm,
      bitString(await signer.sign(toBeSigned)),
    );
    expect(await codeOf(() => parseCsr(csr))).toBe(code);
  });
});
