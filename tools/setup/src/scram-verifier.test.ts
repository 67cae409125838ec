import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scramVerifier } from './scram-verifier.ts';

const server = process.env['CERTLINE_TEST_POSTGRES_URL']!;
const role = `scram_${randomBytes(6).toString('hex')}`;
const owner = new Client({ connectionString: server });
beforeAll(async () => {
  await owner.connect();
  await owner.query(`CREATE ROLE ${role} LOGIN`);
});
afterAll(async () => {
  await owner.query(`DROP ROLE ${role}`);
  await owner.end();
});

async function signIn(password: string): Promise<string> {
  const url = new URL(server);
  url.username = role;
  url.password = encodeURIComponent(password);
  const client = new Client({ connectionString: url.href });
  try {
    await client.connect();
    return 'signed in';
  } catch (error) {
    return String(error);
  } finally {
    await client.end();
  }
}

test.each(['a plain password', '100% ’typed’ Ünïcode ﬁ'])(
  'Postgres lets “%s” in, and no other',
  async (password) => {
    await owner.query(`ALTER ROLE ${role} PASSWORD ${owner.escapeLiteral(scramVerifier(password))}`);
    expect(await signIn(password)).toBe('signed in');
    expect(await signIn(`${password}!`)).toMatch(/password authentication failed/);
  },
);

test('the same password never gives the same verifier', () => {
  expect(scramVerifier('secret')).not.toBe(scramVerifier('secret'));
});
