import { runCommandOrThrow, temporaryDirectory } from '@certline/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshName } from './certificates.ts';
import { expect, test } from './fixtures.ts';

test('what will be issued, and what is wrong, appears while typing', async ({ page }) => {
  await page.goto('/certificates/new');
  const names = page.getByLabel('Host names');
  await names.fill('test.imdst.com, https://www.imdst.com/shop\n10.0.0.7');
  await expect(page.getByText('Policy allows it')).toBeVisible();
  await expect(page.getByText('3 of at most 100')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'www.imdst.com' })).toBeVisible();

  await names.fill('test.imdst.com *.com');
  await expect(names).toHaveAttribute('aria-invalid', 'true');
  await expect(names).toHaveAccessibleDescription(/would cover every domain of a registry/);
  await expect(page.getByText('Policy allows it')).toBeHidden();

  await names.fill(Array.from({ length: 101 }, (_, index) => `h${String(index)}.imdst.com`).join(' '));
  await expect(names).toHaveAccessibleDescription(/at most 100 names, and these are 101/);
});

test('a fault in a folded part opens it and stands beside its field', async ({ page }) => {
  await page.goto('/certificates/new');
  await page.getByLabel('Host names').fill('test.imdst.com');
  await page.getByText('Validity', { exact: true }).click();
  await page.getByLabel('Days').fill('9999');
  await expect(page.getByLabel('Days')).toHaveAttribute('aria-invalid', 'true');
  await page.getByText('Subject', { exact: true }).click();
  await page.getByLabel('Country').fill('USA');
  await expect(page.getByLabel('Country')).toHaveAccessibleDescription(/two capital letters/);
});

test('a CSR keeps the key with its owner', async ({ page }) => {
  const name = freshName('csr');
  const folder = await temporaryDirectory('certline-csr');
  const csr = join(folder.path, 'own.csr');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const out = ['-keyout', join(folder.path, 'own.key'), '-out', csr];
  await runCommandOrThrow('openssl', ['req', '-new', ...key, '-subj', `/CN=${name}`, ...out]);
  await page.goto('/certificates/new');
  await page.getByText('Key', { exact: true }).click();
  await page.getByLabel('I have a CSR').check();
  await page.getByLabel('Choose a file').setInputFiles(csr);
  await expect(page.getByLabel('CSR', { exact: true })).toHaveValue(await readFile(csr, 'utf8'));
  await folder.remove();
  await expect(page.getByText('Policy allows it')).toBeVisible();
  await page.getByRole('button', { name: 'Get the certificate' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByText('yours: it came with a CSR')).toBeVisible();
  await expect(page.getByRole('tab', { name: `${name}.key` })).toHaveCount(0);
});

test('a new one like an old one starts with its content', async ({ page }) => {
  const name = freshName('again');
  await page.goto('/certificates/new');
  await page.getByLabel('Host names').fill(name);
  await page.getByRole('button', { name: 'Get the certificate' }).click();
  await page.getByRole('link', { name: 'New one like this' }).click();
  await expect(page.getByLabel('Host names')).toHaveValue(name);
});
