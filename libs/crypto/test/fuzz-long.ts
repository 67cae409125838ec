/** The fuzz tests for as long as wanted: `node libs/crypto/test/fuzz-long.ts [seconds] [seed]`. */
import fc from 'fast-check';
import { aCorpus } from './corpus.ts';
import { fuzzTargets } from './fuzz.ts';

const [seconds = '600', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const targets = fuzzTargets(await aCorpus(), () => undefined);
console.log(`${targets.length} targets, ${seconds} s, seed ${seed}`);
for (const { name, property } of targets) {
  const started = Date.now();
  const result = await fc.check(property as fc.IAsyncProperty<unknown>, {
    seed: Number(seed),
    numRuns: Number.POSITIVE_INFINITY,
    interruptAfterTimeLimit: (Number(seconds) * 1000) / targets.length,
    markInterruptAsFailure: false,
  });
  console.log(
    `${result.failed ? 'FAILED' : 'ok'}: ${name}: ${result.numRuns} runs in ${Date.now() - started} ms`,
  );
  if (result.failed) {
    console.log(fc.defaultReportMessage(result));
    process.exitCode = 1;
  }
}
