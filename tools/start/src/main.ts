// `npm start`: Certline whole, on this machine, until Ctrl-C.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopAllProcesses } from '@certline/services';
import { CleanUp } from './clean-up.ts';
import type { DevFile } from './dev-file.ts';
import { sentenceFor } from './faults.ts';
import { type LocalStart, startLocally } from './local-start.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const folder = resolve(process.env['CERTLINE_HOME'] ?? join(root, '.certline'));
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const begin = performance.now();
  const cleanUp = new CleanUp();
  const asked = new Promise<'asked to end'>((end) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => end('asked to end'));
  });
  let exitCode = 0;
  try {
    say(`Certline starts; its data lies in ${folder}`);
    const started = await Promise.race([
      startLocally({ root, folder, environment: process.env, say }, cleanUp),
      asked,
    ]);
    if (started !== 'asked to end') {
      say(greeting(started, performance.now() - begin));
      await asked;
    }
    say('Ending what was started …');
  } catch (error) {
    process.stderr.write(`${sentenceFor(error, folder)}\n`);
    exitCode = 1;
  }
  await cleanUp.run();
  // A start that was cut off may have left parts that were not up yet.
  await stopAllProcesses();
  if (exitCode === 0) say('Everything has ended.');
  return exitCode;
}

function greeting({ dev, selfCheck }: LocalStart, tookMs: number): string {
  const steps = selfCheck?.map(({ name, ms }) => `    ${name.padEnd(18)} ${ms} ms`) ?? [];
  return [
    '',
    ...(steps.length === 0
      ? []
      : ['Self-check: a certificate for localhost went through the whole line.', ...steps, '']),
    `Certline runs (ready in ${(tookMs / 1000).toFixed(1)} s).`,
    ...address(dev),
    'Ctrl-C ends everything that was started here.',
  ].join('\n');
}

function address({
  api,
  dashboard,
  email,
  password,
  apiKey,
  root: rootCertificate,
  pids,
}: DevFile): string[] {
  const processes = [
    `api ${pids.api}`,
    `worker ${pids.workers.join(' ')}`,
    `dashboard ${pids.dashboard}`,
    `Redis ${pids.redis ?? 'elsewhere'}`,
    `Postgres ${pids.postgres ?? 'elsewhere'}`,
  ];
  return [
    `  Portal     ${dashboard}`,
    `    sign in  ${email} with the password ${password}`,
    `  API        ${api}`,
    `    API key  ${apiKey}`,
    `  Root CA    ${rootCertificate}`,
    `  Processes  ${processes.join(', ')}`,
    `  All this   ${join(folder, 'dev.json')}`,
  ];
}

process.exit(await main());
