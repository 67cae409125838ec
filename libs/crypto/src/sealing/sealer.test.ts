import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeOf } from '../../test/errors.ts';
import { toHex } from '../der/bytes.ts';
import { createSealer } from './sealer.ts';

const keyEncryptionKey = randomBytes(32);
const owner = new TextEncoder().encode('certificate-1');
const secret = new Uint8Array(randomBytes(138));

test('what was sealed opens, in another process too', () => {
  const sealed = createSealer(keyEncryptionKey).seal(secret, owner);
  expect(createSealer(keyEncryptionKey).open(sealed, owner)).toEqual(secret);
  expect(
    createSealer(keyEncryptionKey).open(createSealer(keyEncryptionKey).seal(new Uint8Array(0), owner), owner),
  ).toHaveLength(0);
});

test('the blob shows nothing of the secret and is never the same twice', () => {
  const sealer = createSealer(keyEncryptionKey);
  const [one, two] = [sealer.seal(secret, owner), sealer.seal(secret, owner)];
  expect(toHex(one)).not.toContain(toHex(secret.subarray(0, 8)));
  expect(one).not.toEqual(two);
});

test('the data key is changed in time, and every blob still opens', () => {
  const sealer = createSealer(keyEncryptionKey);
  const wrappedKeys = new Set<string>();
  for (let i = 0; i < 10_000; i++) {
    const sealed = sealer.seal(secret, owner);
    wrappedKeys.add(toHex(sealed.subarray(0, 65)));
    if (i % 1000 === 0) expect(sealer.open(sealed, owner)).toEqual(secret);
  }
  expect(wrappedKeys.size).toBe(3);
});

test('another key, another owner and every changed bit give one and the same refusal', async () => {
  const sealer = createSealer(keyEncryptionKey);
  const sealed = sealer.seal(secret, owner);
  expect(await codeOf(() => createSealer(randomBytes(32)).open(sealed, owner))).toBe('sealed_key_unreadable');
  expect(await codeOf(() => sealer.open(sealed, new Uint8Array(0)))).toBe('sealed_key_unreadable');
  const messages = new Set<string>();
  for (let i = 0; i < sealed.length; i++) {
    const changed = sealed.slice();
    changed[i]! ^= 1 << (i % 8);
    try {
      sealer.open(changed, owner);
    } catch (error) {
      messages.add(String(error));
    }
    expect(await codeOf(() => sealer.open(sealed.subarray(0, i), owner))).toBe('sealed_key_unreadable');
    expect(await codeOf(() => sealer.open(changed, owner))).toBe('sealed_key_unreadable');
  }
  expect(messages.size).toBe(1);
});

test.each([0, 16, 31, 33])('a key-encryption key of %i octets is refused', async (octets) => {
  expect(await codeOf(() => createSealer(randomBytes(octets)))).toBe('sealing_key_invalid');
});
