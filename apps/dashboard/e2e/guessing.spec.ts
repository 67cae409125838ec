import { expect, test } from './fixtures.ts';

test('a guesser who makes up addresses gets no further guess, and nobody else is kept out', async ({
  installation,
  playwright,
}) => {
  const { dashboard, email, password } = installation;
  const person = await playwright.request.newContext({
    baseURL: dashboard,
    extraHTTPHeaders: { origin: dashboard },
  });
  const signIn = (data: { email: string; password: string }, address: string) =>
    person.post('/auth/sign-in/email', { data, headers: { 'x-forwarded-for': address } });
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    const answer = await signIn(
      { email: 'guessed@certline.test', password: 'guess' },
      `203.0.113.${String(guess)}`,
    );
    statuses.push(answer.status());
  }
  expect(statuses).toEqual([...Array<number>(8).fill(401), ...Array<number>(4).fill(429)]);
  const answer = await signIn({ email, password }, '203.0.113.1');
  expect(answer.status()).toBe(200);
  await person.dispose();
});
