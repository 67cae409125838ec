import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair } from '@certline/crypto';
import { sealKeyFile } from '@certline/keystore';
import { findCrl, listAuthorities } from '@certline/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestLine } from './line-harness.ts';
import { keystoreKey, startTestLine, untilTrue } from './line-harness.ts';

let line: TestLine;
beforeEach(async () => {
  line = await startTestLine();
});
afterEach(() => line.close());

const crlOf = async (slug: string) => {
  const authority = (await listAuthorities(line.store.db)).find((one) => one.slug === slug);
  return authority && findCrl(line.store.db, authority.id);
};
const complaint = () => line.logLines.find((text) => text.includes('this revocation list cannot be signed'));

test('a damaged key of one authority is told, and holds up no other’s list', async () => {
  await writeFile(join(line.keystoreDirectory, 'root.sealed'), 'damaged');
  await line.work();
  await untilTrue(async () => (await crlOf('issuing')) !== undefined);
  expect(await crlOf('root')).toBeUndefined();
  expect(complaint()).toMatch(/"level":"error".*"authority":"root"/);
});

test('no list is signed with a key that is not the authority’s', async () => {
  const stranger = await generateKeyPair('ecdsa-p256');
  await sealKeyFile(line.keystoreDirectory, 'issuing', stranger.privateKey, keystoreKey);
  await line.work();
  await untilTrue(() => Promise.resolve(complaint() !== undefined));
  expect(complaint()).toMatch(/"level":"error".*is not the one in its certificate.*"authority":"issuing"/);
  expect(await crlOf('root')).toBeDefined();
  expect(await crlOf('issuing')).toBeUndefined();
});
