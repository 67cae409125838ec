import { readFileSync } from 'node:fs';
import { runCommand, temporaryDirectory } from '@certline/testing';
import { expect, test } from 'vitest';
import { startTestApi } from './api-harness.ts';

test('the examples of docs/api.md run as they stand', async () => {
  const text = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] ?? '');
  expect(blocks.length).toBeGreaterThan(8);
  const folder = await temporaryDirectory('certline-examples');
  const api = await startTestApi();
  try {
    await api.startWorker();
    const { exitCode, stdout, stderr } = await runCommand(
      'bash',
      ['-euo', 'pipefail', '-c', blocks.join('\n')],
      {
        cwd: folder.path,
        env: { PATH: process.env['PATH'], CERTLINE_API: api.url, CERTLINE_KEY: api.apiKey },
      },
    );
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect(stdout).toContain('DNS:test.imdst.com, DNS:www.imdst.com, IP Address:10.0.0.7');
    expect(stdout).toContain('"allowed":false');
  } finally {
    await api.close();
    await folder.remove();
  }
});
