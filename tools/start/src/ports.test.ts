import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@certline/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choosePorts } from './ports.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory('certline-ports');
});
afterEach(() => folder.remove());

test('every part gets a port of its own, and the same ones the next time', async () => {
  const file = join(folder.path, 'ports.json');
  const first = await choosePorts(file, {});
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  expect(await choosePorts(file, {})).toEqual(first);
});

test('a port of the last time that is taken meanwhile is replaced by a free one', async () => {
  const file = join(folder.path, 'ports.json');
  const first = await choosePorts(file, {});
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(first.api, '127.0.0.1', resolve));
  const second = await choosePorts(file, {});
  await new Promise((resolve) => server.close(resolve));
  expect(second.api).not.toBe(first.api);
  expect(second.dashboard).toBe(first.dashboard);
});

test('a configured port is used as it is', async () => {
  const { api } = await choosePorts(join(folder.path, 'a.json'), {});
  const chosen = await choosePorts(join(folder.path, 'b.json'), { API_PORT: String(api) });
  expect(chosen.api).toBe(api);
});
