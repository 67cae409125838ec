import { mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunningStart, temporaryHome } from './running-start.ts';

let home: Awaited<ReturnType<typeof temporaryHome>>;
const servers: Server[] = [];
beforeEach(async () => {
  home = await temporaryHome();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  await home.remove();
});

/** What a start that cannot succeed says after its first line. */
async function refusal(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const start = new RunningStart(folder, environment);
  expect(await start.ended).toBe(1);
  return start.output.trim().split('\n').slice(1);
}

async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a configured port that is taken is one sentence that says what to do', async () => {
  const port = await takenPort();
  expect(await refusal(home.path, { API_PORT: String(port) })).toEqual([
    `Port ${port} (API_PORT) is taken by another program; end that, or set API_PORT to another port.`,
  ]);
});

test('a port that is not a port is one sentence', async () => {
  expect(await refusal(home.path, { PORT: 'eighty' })).toEqual([
    'PORT is "eighty", which is not a port; set it to a number from 1 to 65535, or unset it.',
  ]);
});

test('a folder that cannot be written is one sentence', async () => {
  const [sentence, ...more] = await refusal('/sys/certline');
  expect(sentence).toMatch(/^\/sys\/certline cannot be written; .*set CERTLINE_HOME to a folder of your own/);
  expect(more).toEqual([]);
});

test('a file where the folder should be is one sentence', async () => {
  await writeFile(home.path, '');
  const [sentence, ...more] = await refusal(home.path);
  expect(sentence).toMatch(/cannot be made a folder; set CERTLINE_HOME to another path/);
  expect(more).toEqual([]);
});

test('damaged secrets are never replaced, for the stored keys could not be opened any more', async () => {
  await mkdir(home.path, { recursive: true });
  const file = join(home.path, 'secrets.json');
  await writeFile(file, '{ "sessionSecret": "x" }');
  const { size } = await stat(file);
  expect((await refusal(home.path))[0]).toMatch(/secrets\.json is damaged .* put it back from a backup/);
  expect((await stat(file)).size).toBe(size);
});
