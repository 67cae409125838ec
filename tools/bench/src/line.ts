import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@certline/client';
import { startProcess, temporaryDirectory } from '@certline/services';
import type { Figure } from './figures.ts';
import { megabytes, milliseconds, percentile } from './figures.ts';

const REQUESTS = 300;
const WARM_UP = 30;
const START_LIMIT_MS = 300_000;
const SETTLE_MS = 10_000;

type Dev = { api: string; apiKey: string; pids: { api: number; workers: number[]; dashboard: number } };

/** Starts the whole of Certline as `npm start` does, in a folder of its own, and measures it from outside. */
export async function lineFigures(): Promise<{ line: Figure[]; memory: Figure[] }> {
  const home = await temporaryDirectory('certline-bench');
  const start = await startProcess({
    name: 'local start',
    command: process.execPath,
    args: [fileURLToPath(new URL('../../start/src/main.ts', import.meta.url))],
    env: { PATH: process.env['PATH'] ?? '', HOME: home.path, CERTLINE_HOME: join(home.path, 'data') },
    signalWhenParentDies: 'SIGTERM',
  });
  try {
    const dev = await readDevFile(join(home.path, 'data', 'dev.json'), start.isRunning, start.output);
    await sleep(SETTLE_MS);
    const memory = await memoryFigures(dev);
    return { memory, line: await latencyFigures(dev) };
  } finally {
    await start.stop('SIGTERM', 30_000);
    await home.remove();
  }
}

async function readDevFile(path: string, isRunning: () => boolean, output: () => string): Promise<Dev> {
  const limit = performance.now() + START_LIMIT_MS;
  while (performance.now() < limit && isRunning()) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Dev;
    await sleep(200);
  }
  throw new Error(`The local start did not come up:\n${output()}`);
}

/** One request at a time, as from the portal: P-256, all stored. */
async function latencyFigures(dev: Dev): Promise<Figure[]> {
  const client = createClient({ baseUrl: dev.api, apiKey: dev.apiKey });
  const created: number[] = [];
  const issued: number[] = [];
  const waited: number[] = [];
  const whoami: number[] = [];
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    const body = { commonName: `host-${index}.bench.example` };
    const begin = performance.now();
    const { id } = await client.certificates.create(body);
    const answered = performance.now() - begin;
    let certificate = await client.certificates.get(id);
    while (certificate.issuedAt === null) {
      await sleep(2);
      certificate = await client.certificates.get(id);
    }
    if (index < WARM_UP) continue;
    created.push(answered);
    // Both by Postgres's and the api's clock, which is one clock here.
    issued.push(Date.parse(certificate.issuedAt) - Date.parse(certificate.createdAt));
    const waitBegin = performance.now();
    await client.certificates.create(body, { waitSeconds: 10 });
    waited.push(performance.now() - waitBegin);
    const whoamiBegin = performance.now();
    await client.whoami();
    whoami.push(performance.now() - whoamiBegin);
  }
  const figure = (name: string, samples: number[], share: number, target: string): Figure => ({
    name,
    measured: milliseconds(percentile(samples, share)),
    ratio: '',
    target,
  });
  return [
    figure('create answered, p50', created, 0.5, '≤ 15 ms'),
    figure('create answered, p95', created, 0.95, ''),
    figure('request to issued, p50', issued, 0.5, '≤ 40 ms'),
    figure('request to issued, p95', issued, 0.95, '≤ 100 ms'),
    figure('request to answer with Prefer: wait, p50', waited, 0.5, ''),
    figure('request to answer with Prefer: wait, p95', waited, 0.95, ''),
    // An upper bound of the key's check, which is meant to stay below 1 ms: this is the whole call.
    figure('whole call that does nothing but check the API key, p50', whoami, 0.5, ''),
  ];
}

async function memoryFigures({ pids }: Dev): Promise<Figure[]> {
  const [worker = 0] = pids.workers;
  const parts = { api: pids.api, worker, dashboard: pids.dashboard };
  return Promise.all(
    Object.entries(parts).map(async ([name, pid]) => ({
      name: `${name} at rest (resident)`,
      measured: megabytes(await residentBytes(pid)),
      ratio: '',
      target: '≤ 150 MB',
    })),
  );
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`Process ${pid} has no resident memory to read.`);
  return Number(kilobytes) * 1024;
}
