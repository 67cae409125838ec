import { freshName } from './certificates.ts';
import { expect, test } from './fixtures.ts';
import { apiOf } from './installation.ts';

test('what happens elsewhere appears without a reload', async ({ page, installation }) => {
  await page.goto('/certificates');
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
  const name = freshName('elsewhere');
  await apiOf(installation).certificates.create({ sans: [name] });
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row.getByText('Issued')).toBeVisible();
});

test('after a lost connection the page catches up with what it missed', async ({
  page,
  context,
  installation,
}) => {
  await page.goto('/certificates');
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible({
    timeout: 30_000,
  });
  const name = freshName('missed');
  await apiOf(installation).certificates.create({ sans: [name] }, { waitSeconds: 20 });
  await context.setOffline(false);
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
});
