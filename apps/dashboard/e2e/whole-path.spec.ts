import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { freePort, runCommand, runCommandOrThrow, startNginx, temporaryDirectory } from '@certline/testing';
import { browserArguments, browserPath } from './browser.ts';
import { expect, test } from './fixtures.ts';

const NAME = 'test.imdst.com';

test('from a host name to an nginx that curl and Chromium trust', async ({ page, installation }) => {
  const folder = await temporaryDirectory('certline-whole-path');
  const served = join(folder.path, 'www');
  const keys = join(folder.path, 'sslkey');
  await mkdir(served);
  await mkdir(keys, { mode: 0o700 });
  await writeFile(join(served, 'index.html'), '<h1>Trusted</h1>');

  await page.goto('/certificates');
  await page.getByRole('link', { name: 'New certificate' }).click();
  await page.getByLabel('Host names').fill(NAME);
  await expect(page.getByText('Policy allows it')).toBeVisible();
  await page.getByRole('button', { name: 'Get the certificate' }).click();
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
  await expect(page.getByText('Ready: all six stations are done.')).toBeAttached();

  await page.getByLabel('Recent').check();
  await page.getByLabel('Folder').fill(served);
  await page.getByLabel('Where certificate and key lie').fill(keys);
  await page.getByLabel('.tar.gz').check();
  await page.getByLabel('Passphrase for a second copy of the key').fill('correct horse battery');
  await expect(page.getByRole('region', { name: `${NAME}.conf` })).toContainText('ssl_protocols TLSv1.3;');
  await expect(page.getByRole('tab', { name: `${NAME}.origin.key` })).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download for nginx' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`${NAME}.tar.gz`);
  const archive = join(folder.path, download.suggestedFilename());
  await download.saveAs(archive);
  await expect(page.getByText('Private key downloaded')).toBeVisible();

  await runCommandOrThrow('tar', ['xzf', archive], { cwd: folder.path });
  const bundle = join(folder.path, NAME);
  await runCommandOrThrow('sha256sum', ['-c', 'SHA256SUMS'], { cwd: bundle });
  const preview = await page.getByRole('region', { name: `${NAME}.conf` }).textContent();
  const block = await readFile(join(bundle, `${NAME}.conf`), 'utf8');
  expect(block).toBe(preview);

  for (const file of [`${NAME}.crt`, `${NAME}.key`]) {
    await writeFile(join(keys, file), await readFile(join(bundle, file)), { mode: 0o600 });
  }
  const [http, https] = [await freePort(), await freePort()];
  const nginx = await startNginx({
    // The machine's own web server may hold the usual ports.
    http: block
      .replace(/(listen (?:\[::\]:)?)80\b/g, `$1${String(http)}`)
      .replace(/(listen (?:\[::\]:)?)443\b/g, `$1${String(https)}`),
    ports: [http, https],
  });
  try {
    const address = `https://${NAME}:${String(https)}/`;
    const root = join(bundle, 'ca.crt');
    expect(await readFile(root, 'utf8')).toBe(await readFile(installation.root, 'utf8'));
    const curl = (...more: string[]) =>
      runCommand('curl', ['-sS', '--resolve', `${NAME}:${String(https)}:127.0.0.1`, ...more, address]);
    expect((await curl('--cacert', root)).stdout).toBe('<h1>Trusted</h1>');
    expect((await curl()).exitCode).not.toBe(0);

    expect(await openedByChromium(address, root)).toBe('Trusted');
    await expect(openedByChromium(address, null)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
  } finally {
    await nginx.stop();
    await folder.remove();
  }
});

/** Opens the address with a fresh Chromium that trusts `root` besides what it ships with; the page's heading. */
async function openedByChromium(address: string, root: string | null): Promise<string | null> {
  const home = await temporaryDirectory('certline-chromium');
  const store = join(home.path, '.pki/nssdb');
  await mkdir(store, { recursive: true });
  await runCommandOrThrow('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  if (root !== null) {
    await runCommandOrThrow('certutil', [
      '-d',
      `sql:${store}`,
      '-A',
      '-t',
      'C,,',
      '-n',
      'certline',
      '-i',
      root,
    ]);
  }
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: [...browserArguments, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    env: { ...process.env, HOME: home.path },
  });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    return await page.getByRole('heading').textContent();
  } finally {
    await browser.close();
    await home.remove();
  }
}
