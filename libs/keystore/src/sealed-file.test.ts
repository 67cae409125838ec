import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyAlgorithm } from '@certline/crypto';
import { generateKeyPair, KEY_ALGORITHMS } from '@certline/crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { KeystoreError, sealedFileKeystore, sealKeyFile } from './sealed-file.ts';
import { expectSignerConformance } from './signer-conformance.ts';

const keyEncryptionKey = new Uint8Array(32).fill(9);
let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'certline-keystore-')), 'keys');
});

describe.each(Object.keys(KEY_ALGORITHMS) as KeyAlgorithm[])('a sealed %s key', (algorithm) => {
  test('signs what OpenSSL verifies with its public key', async () => {
    const pair = await generateKeyPair(algorithm);
    await sealKeyFile(directory, 'issuing', pair.privateKey, keyEncryptionKey);
    const signer = await sealedFileKeystore(directory, keyEncryptionKey).signer('issuing');
    await expectSignerConformance(signer, pair);
  });
});

test('rests unreadable to others and holds no plain key', async () => {
  const pair = await generateKeyPair('ecdsa-p256');
  await sealKeyFile(directory, 'issuing', pair.privateKey, keyEncryptionKey);
  const path = join(directory, 'issuing.sealed');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  const bytes = await readFile(path);
  expect(bytes.includes(Buffer.from(pair.privateKey).subarray(40, 60))).toBe(false);
});

test('opens neither under another key, nor as another authority, nor when a byte was changed', async () => {
  const pair = await generateKeyPair('ecdsa-p256');
  await sealKeyFile(directory, 'issuing', pair.privateKey, keyEncryptionKey);
  const path = join(directory, 'issuing.sealed');
  const sealed = await readFile(path);
  await writeFile(join(directory, 'other.sealed'), sealed);

  await expect(sealedFileKeystore(directory, new Uint8Array(32).fill(8)).signer('issuing')).rejects.toThrow();
  await expect(sealedFileKeystore(directory, keyEncryptionKey).signer('other')).rejects.toThrow();
  sealed[sealed.length - 20]! ^= 1;
  await writeFile(path, sealed);
  await expect(sealedFileKeystore(directory, keyEncryptionKey).signer('issuing')).rejects.toThrow();
});

test('says which key is missing and where to look', async () => {
  const missing = sealedFileKeystore(directory, keyEncryptionKey).signer('issuing');
  await expect(missing).rejects.toThrow(KeystoreError);
  await expect(missing).rejects.toThrow(/“issuing”.*KEYSTORE_DIRECTORY/);
});

test('a key that is replaced is put aside and still opens when it is put back', async () => {
  const [first, second] = [await generateKeyPair('ecdsa-p256'), await generateKeyPair('ecdsa-p256')];
  await sealKeyFile(directory, 'issuing', first.privateKey, keyEncryptionKey);
  await sealKeyFile(directory, 'issuing', second.privateKey, keyEncryptionKey);
  const signerNow = () => sealedFileKeystore(directory, keyEncryptionKey).signer('issuing');
  await expectSignerConformance(await signerNow(), second);
  const aside = (await readdir(directory)).filter((name) => name !== 'issuing.sealed');
  expect(aside).toEqual([expect.stringMatching(/^issuing\.sealed\.replaced-/)]);
  await writeFile(join(directory, 'issuing.sealed'), await readFile(join(directory, aside[0]!)));
  await expectSignerConformance(await signerNow(), first);
});
