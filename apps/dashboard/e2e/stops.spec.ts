import { freshName } from './certificates.ts';
import { withoutWorker } from './worker.ts';
import { expect, test } from './fixtures.ts';
import { apiOf } from './installation.ts';
import { query } from './database.ts';

test('a request that nobody has begun to sign can be cancelled', async ({ page, installation }) => {
  const name = freshName('cancel');
  await withoutWorker(installation, async () => {
    await page.goto('/certificates/new');
    await page.getByLabel('Host names').fill(name);
    await page.getByRole('button', { name: 'Get the certificate' }).click();
    await expect(page.getByText('Next is Signed; 3 of 6 stations done.')).toBeAttached();
    await page.getByRole('button', { name: 'Cancel the request' }).click();
    await expect(page.getByText('Stopped before Signed; 3 of 6 stations done.')).toBeAttached();
    await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible();
  });
});

test('a failure stops at its station, says why, and can be tried again', async ({ page, installation }) => {
  const name = freshName('fail');
  const { id } = await withoutWorker(installation, async () => {
    const certificate = await apiOf(installation).certificates.create({ sans: [name] });
    // The profile is taken away between asking and signing.
    await query(`update certificate set profile = 'retired' where id = $1`, [certificate.id]);
    return certificate;
  });
  await page.goto(`/certificates/${id}`);
  await expect(page.getByText('Failed at Signed; 3 of 6 stations done.')).toBeAttached();
  await expect(page.getByRole('alert').filter({ hasText: 'does not exist any more' })).toBeVisible();

  await query(`update certificate set profile = 'server' where id = $1`, [id]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Ready: all six stations are done.')).toBeAttached();
  await expect(page.getByText('The line stopped here')).toBeHidden();
});

test('an empty search says how searching works', async ({ page }) => {
  await page.goto('/certificates?q=nothing.is.called.this');
  await expect(page.getByText('No certificate matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all certificates' }).click();
  await expect(page).toHaveURL(/\/certificates$/);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
});

test('filters are kept in the address', async ({ page }) => {
  await page.goto('/certificates');
  await page.getByLabel('Status', { exact: true }).selectOption('Issued');
  await expect(page).toHaveURL(/status=issued/);
  await page.reload();
  await expect(page.getByLabel('Status', { exact: true })).toHaveValue('issued');
  await page.getByRole('button', { name: 'Remove the filter Status' }).click();
  await expect(page).toHaveURL(/\/certificates$/);
});
