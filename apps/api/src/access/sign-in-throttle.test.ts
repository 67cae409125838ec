import { expect, test } from 'vitest';
import { createSignInThrottle } from './sign-in-throttle.ts';

/** How many of so many attempts by one address are judged. */
async function judged(attempts: readonly { email: string }[], throttle = createSignInThrottle()) {
  let count = 0;
  for (const { email } of attempts) {
    await throttle.count('203.0.113.9', email).then(
      () => (count += 1),
      () => undefined,
    );
  }
  return count;
}

const times = (count: number, email: string) => Array.from({ length: count }, () => ({ email }));
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ email: `stranger-${index}@certline.test` }));

test('one person from one address: 8 failures', async () => {
  expect(await judged(times(20, 'a@certline.test'))).toBe(8);
});

test('an address that tried many people is shut out of none, but has fewer attempts for each', async () => {
  const throttle = createSignInThrottle();
  expect(await judged(strangers(100), throttle)).toBe(100);
  expect(await judged(times(20, 'a@certline.test'), throttle)).toBe(2);
});

test('one who knows the password gets in beside a guesser, however often', async () => {
  const throttle = createSignInThrottle();
  await judged(strangers(100), throttle);
  for (let time = 0; time < 20; time += 1) {
    await (await throttle.count('203.0.113.9', 'a@certline.test')).succeeded();
  }
});

test('one person from everywhere: 100 failures', async () => {
  const throttle = createSignInThrottle();
  let count = 0;
  for (let index = 0; index < 120; index += 1) {
    await throttle.count(`203.0.113.${index}`, ' A@certline.test').then(
      () => (count += 1),
      () => undefined,
    );
  }
  expect(count).toBe(100);
});
