import { expect, test } from 'vitest';
import { QUICK_ALGORITHMS } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { KEY_ALGORITHMS } from './algorithms.ts';
import { generateKeyPair } from './generate.ts';
import { verifySignature } from './signature.ts';
import { signerFromPrivateKey } from './signer.ts';

test.each(QUICK_ALGORITHMS)('%s: signatures hold, and only over what was signed', async (algorithm) => {
  const keyPair = await generateKeyPair(algorithm);
  const signer = signerFromPrivateKey(keyPair.privateKey);
  expect(signer.algorithm).toBe(algorithm);
  expect(signer.publicKey).toEqual(keyPair.publicKey);
  const message = new TextEncoder().encode('message');
  const signature = await signer.sign(message);
  const { signatureAlgorithm } = KEY_ALGORITHMS[algorithm];
  expect(verifySignature(signatureAlgorithm, message, signature, signer.publicKey)).toBe(true);
  expect(verifySignature(signatureAlgorithm, message.subarray(1), signature, signer.publicKey)).toBe(false);
  expect(verifySignature(signatureAlgorithm, message, signature.subarray(1), signer.publicKey)).toBe(false);
  const other = await generateKeyPair(algorithm);
  expect(verifySignature(signatureAlgorithm, message, signature, other.publicKey)).toBe(false);
});

test('a signature by one kind of key is not believed for another', async () => {
  const [p256, ed25519] = [await generateKeyPair('ecdsa-p256'), await generateKeyPair('ed25519')];
  const message = new Uint8Array(3);
  const signature = await signerFromPrivateKey(ed25519.privateKey).sign(message);
  expect(
    verifySignature(KEY_ALGORITHMS['ecdsa-p256'].signatureAlgorithm, message, signature, ed25519.publicKey),
  ).toBe(false);
  expect(verifySignature(KEY_ALGORITHMS.ed25519.signatureAlgorithm, message, signature, p256.publicKey)).toBe(
    false,
  );
});

test('what is no private key is refused', async () => {
  expect(await codeOf(() => signerFromPrivateKey(new Uint8Array(9)))).toBe('key_malformed');
});
