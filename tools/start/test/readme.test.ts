import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, type Nginx, runCommandOrThrow, startNginx, temporaryDirectory } from '@certline/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DevFile } from '../src/dev-file.ts';
import { RunningStart, temporaryHome } from './running-start.ts';

const readme = await readFile(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');

/** The commands below a `<!-- tested: … -->` mark. */
function commands(mark: string): string {
  const block = new RegExp(`<!-- tested: ${mark} -->\n\`\`\`sh\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no commands marked “tested: ${mark}”.`);
  return block;
}

let home: Awaited<ReturnType<typeof temporaryHome>>;
let start: RunningStart;
let dev: DevFile;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  home = await temporaryHome();
  folder = await temporaryDirectory('certline-readme');
  start = new RunningStart(home.path);
  dev = await start.ready();
}, 300_000);
afterAll(async () => {
  await start.stop();
  await home.remove();
  await folder.remove();
}, 60_000);

test('the commands of the README lead from a host name to an nginx that a client of the root trusts', async () => {
  // The reader fills in what npm start printed; so does this.
  const script = commands('the first certificate').replace(/^export .*$/gm, '');
  await runCommandOrThrow('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder.path,
    env: { ...process.env, CERTLINE_API: dev.api, CERTLINE_KEY: dev.apiKey },
  });

  const bundle = join(folder.path, 'test.imdst.com');
  await runCommandOrThrow('sha256sum', ['--check', 'SHA256SUMS'], { cwd: bundle });
  const port = await freePort();
  let nginx: Nginx | undefined;
  try {
    nginx = await startNginx({
      ports: [port],
      http: `server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${bundle}/test.imdst.com.crt;
        ssl_certificate_key ${bundle}/test.imdst.com.key;
        return 200 'served over TLS';
      }`,
    });
    const connect = commands('install and connect')
      .split('\n')
      .find((line) => line.startsWith('curl '));
    // Port 443 may be somebody's; the certificate does not care.
    const onPort = connect
      ?.replace(':443:', `:${port}:`)
      .replace('https://test.imdst.com/', `https://test.imdst.com:${port}/`);
    const { stdout } = await runCommandOrThrow('bash', ['-c', onPort ?? 'false'], { cwd: folder.path });
    expect(stdout).toBe('served over TLS');
  } finally {
    await nginx?.stop();
  }
});

test('the README names only commands that package.json has', async () => {
  const packageJson = await readFile(
    fileURLToPath(new URL('../../../package.json', import.meta.url)),
    'utf8',
  );
  const { scripts } = JSON.parse(packageJson) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/\bnpm (?:run )?(start|test|[a-z]+)(?= |`|$)/gm)].map(
    (match) => match[1],
  );
  expect(named.length).toBeGreaterThan(1);
  for (const name of named) expect(scripts).toHaveProperty(name ?? '');
});
