import { describe, expect, test } from 'vitest';
import { aLeaf, anIntermediate, aRoot } from '../../test/builders.ts';
import { codeOf } from '../../test/errors.ts';
import { generateKeyPair } from '../keys/generate.ts';
import { buildChain } from './chain.ts';

const root = await aRoot();
const upper = await anIntermediate(root, 'ecdsa-p256', { pathLen: 1, subject: { commonName: 'Upper' } });
const lower = await anIntermediate(upper, 'ecdsa-p384', { subject: { commonName: 'Lower' } });
const leaf = await aLeaf(lower, (await generateKeyPair('ecdsa-p256')).publicKey);
const stranger = await aRoot('ecdsa-p256', { subject: { commonName: 'Upper' } });

describe('the way to the root is found', () => {
  const expected = { chain: [leaf, lower.certificate, upper.certificate], root: root.certificate };
  test.each([
    ['in order', [lower, upper, root]],
    ['in any order, with strangers of the same name', [root, stranger, upper, lower, stranger]],
  ])('%s', (_name, candidates) => {
    expect(
      buildChain(
        leaf,
        candidates.map(({ certificate }) => certificate),
      ),
    ).toEqual(expected);
  });
  test('also when the leaf is among the candidates', () => {
    expect(buildChain(leaf, [leaf, lower.certificate, upper.certificate, root.certificate])).toEqual(
      expected,
    );
  });
});

test('without the root the chain ends at the last issuer that fits', () => {
  expect(buildChain(leaf, [upper.certificate, lower.certificate, stranger.certificate])).toEqual({
    chain: [leaf, lower.certificate, upper.certificate],
    root: null,
  });
  expect(buildChain(leaf, [upper.certificate, root.certificate])).toEqual({ chain: [leaf], root: null });
});

test('a root alone is its own chain', () => {
  expect(buildChain(root.certificate, [])).toEqual({ chain: [root.certificate], root: root.certificate });
});

test('a leaf that signed a certificate does not count as its issuer', async () => {
  const key = await generateKeyPair('ecdsa-p256');
  expect(buildChain(await aLeaf(root, key.publicKey), [leaf]).chain).toHaveLength(1);
});

test('an endless choice is refused, not climbed', async () => {
  const { publicKey } = await generateKeyPair('ecdsa-p256');
  const many = await Promise.all(
    Array.from({ length: 120 }, () => aRoot('ecdsa-p256', { subject: { commonName: 'Many' } })),
  );
  const child = await aLeaf(await aRoot('ecdsa-p256', { subject: { commonName: 'Many' } }), publicKey);
  const withoutKeyIdentifier = many.map(({ certificate }) => certificate);
  expect(buildChain(child, withoutKeyIdentifier)).toEqual({ chain: [child], root: null });
  expect(await codeOf(() => buildChain(new Uint8Array(3), []))).toBe('der_malformed');
});
