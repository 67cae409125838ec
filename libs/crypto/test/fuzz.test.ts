import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { pemEncode } from '../src/index.ts';
import { aCorpus } from './corpus.ts';
import { fuzzTargets, type Target } from './fuzz.ts';
import { file, opensslAccepts } from './openssl.ts';

// Seeded, so that a failure here is a failure everywhere; fuzz-long.ts goes on for as long as wanted.
const SEED = 20_261_123;
const RUNS = 10_000;

const judged: { csr: Uint8Array; isAccepted: boolean }[] = [];
let targets: Target[];
beforeAll(async () => {
  targets = fuzzTargets(await aCorpus(), (csr, isAccepted) => judged.push({ csr, isAccepted }));
});

test('no mutated input crashes a parser or is wrongly accepted', { timeout: 60_000 }, async () => {
  for (const { share, property } of targets) {
    await fc.assert(property as fc.IAsyncProperty<unknown>, {
      seed: SEED,
      numRuns: Math.round(RUNS * share),
    });
  }
  const accepted = judged.filter(({ isAccepted }) => isAccepted);
  expect(accepted.length).toBeGreaterThan(100);
  expect(judged.length - accepted.length).toBeGreaterThan(100);
  // What passes here must pass OpenSSL too, the more lenient reader.
  for (const { csr } of accepted.filter((_, i) => i % Math.ceil(accepted.length / 80) === 0)) {
    const path = file(pemEncode('CERTIFICATE REQUEST', csr));
    expect(opensslAccepts('req', '-in', path, '-verify', '-noout')).toBe(true);
  }
});
