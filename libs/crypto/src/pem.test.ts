import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/errors.ts';
import { aRoot } from '../test/builders.ts';
import { file, openssl } from '../test/openssl.ts';
import { pemDecode, pemDecodeAll, pemEncode } from './pem.ts';

const root = await aRoot();
const pem = pemEncode('CERTIFICATE', root.certificate);

test('the text is the one that OpenSSL writes', () => {
  expect(openssl('x509', '-in', file(root.certificate), '-inform', 'DER')).toBe(pem);
});

describe('what people paste is read', () => {
  test.each([
    ['as it is', pem],
    ['Windows line ends', pem.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${pem}`],
    ['text around it', `subject=CN = x\n${pem}\nbye`],
    ['indented', pem.replaceAll(/^/gm, '  ')],
    ['no newline at the end', pem.trimEnd()],
  ])('%s', (_name, text) => expect(pemDecode(text, 'CERTIFICATE')).toEqual(root.certificate));

  test('several blocks', () => expect(pemDecodeAll(pem + pem)).toHaveLength(2));
});

describe('refused', () => {
  test.each([
    ['nothing', '', 'pem_malformed'],
    ['two blocks where one is wanted', pem + pem, 'pem_malformed'],
    ['no END', pem.replace(/-----END.*/, ''), 'pem_malformed'],
    ['no BEGIN', pem.replace(/-----BEGIN.*/, ''), 'pem_malformed'],
    ['another END', pem.replace('END CERTIFICATE', 'END PUBLIC KEY'), 'pem_malformed'],
    ['cut dashes', pem.replace('-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE---'), 'pem_malformed'],
    ['a stray character', pem.replace('M', '*'), 'pem_malformed'],
    ['a lost character', pem.replace('\nM', '\n'), 'pem_malformed'],
    ['no content', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', 'pem_malformed'],
    ['another label', pem.replaceAll('CERTIFICATE', 'PUBLIC KEY'), 'pem_label_unexpected'],
    ['an unknown label', pem.replaceAll('CERTIFICATE', 'PGP MESSAGE'), 'pem_label_unexpected'],
  ])('%s', async (_name, text, code) => {
    expect(await codeOf(() => pemDecode(text, 'CERTIFICATE'))).toBe(code);
  });
});
