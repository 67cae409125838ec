import { randomBytes, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aLeaf, aRoot } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { fromHex, toHex } from '../der/bytes.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { serialNumberOf } from './certificate.ts';
import { serialNumberFrom, serialNumberHex } from './serial-number.ts';

describe('positive and canonical', () => {
  test.each([
    ['00000000000000000000000000000001', '01'],
    ['000000000000000000000000000000ff', '00ff'],
    ['7fffffffffffffffffffffffffffffff', '7fffffffffffffffffffffffffffffff'],
    ['80000000000000000000000000000000', '0080000000000000000000000000000000'],
    ['ffffffffffffffffffffffffffffffff', '00ffffffffffffffffffffffffffffffff'],
  ])('%s', (random, content) => expect(toHex(serialNumberFrom(fromHex(random)))).toBe(content));
});

test('Node shows the same number', async () => {
  const [root, { publicKey }] = [await aRoot(), await generateKeyPair('ecdsa-p256')];
  for (const first of [0x00, 0x7f, 0x80, 0xff]) {
    const random = Uint8Array.from([first, ...randomBytes(15)]);
    const serialNumber = serialNumberFrom(random);
    const certificate = await aLeaf(root, publicKey, { serialNumber });
    expect(serialNumberOf(certificate)).toEqual(serialNumber);
    expect(serialNumberHex(serialNumber)).toBe(new X509Certificate(certificate).serialNumber.toLowerCase());
  }
});

test.each(['', '00', '0011223344556677889900112233445566', '00000000000000000000000000000000'])(
  'randomness %j is refused',
  async (random) =>
    expect(await codeOf(() => serialNumberFrom(fromHex(random)))).toBe('serial_number_invalid'),
);
