import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { installation as started } from './installation.ts';

const MOST_SCRIPT_BYTES = 200_000;

for (const path of ['/', '/certificates', '/certificates/new', '/authorities', '/keys', '/sign-in']) {
  test(`${path} loads at most 200 kB of script, all from its own origin`, async ({
    page,
    installation,
    context,
  }) => {
    if (path === '/sign-in') await context.clearCookies();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    const scripts = new Set<string>();
    const origins = new Set<string>();
    let bytes = 0;
    devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
      origins.add(new URL(response.url).origin);
      if (type === 'Script') scripts.add(requestId);
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(path, { waitUntil: 'load' });
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect([...origins]).toEqual([installation.dashboard]);
    test.info().annotations.push({ type: 'script bytes', description: `${path} ${String(bytes)}` });
  });
}

test('pages run nothing inline and cannot be framed', async ({ request }) => {
  const answer = await request.get('/sign-in', { maxRedirects: 0 });
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  const again = await request.get('/sign-in', { maxRedirects: 0 });
  expect(again.headers()['content-security-policy']).not.toBe(policy);
});

test('a fresh server that has drawn every page is small once it rests', async ({
  page,
  request,
  installation,
}) => {
  process.kill(installation.pids.dashboard, 'SIGKILL');
  const pid = () => started().pids.dashboard;
  await expect.poll(pid, { timeout: 30_000 }).not.toBe(installation.pids.dashboard);
  const answers = async () => (await request.get('/sign-in').catch(() => null))?.ok() ?? false;
  await expect.poll(answers, { timeout: 30_000 }).toBe(true);
  for (const path of ['/', '/certificates', '/certificates/new', '/authorities', '/keys'])
    await page.goto(path);
  await page.close();
  const residentKiB = async () => {
    const status = await readFile(`/proc/${String(pid())}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  };
  await expect.poll(residentKiB, { timeout: 45_000, intervals: [1000] }).toBeLessThan(150 * 1024);
});

test('the dashboard passes a large body on whole, and the API answers for it', async ({
  request,
  installation,
}) => {
  const answer = await request.post('/v1/certificates', {
    headers: { authorization: `Bearer ${installation.apiKey}`, 'content-type': 'application/json' },
    data: JSON.stringify({ commonName: 'x'.repeat(12_000_000) }),
  });
  expect(answer.status()).toBe(413);
  expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
});
