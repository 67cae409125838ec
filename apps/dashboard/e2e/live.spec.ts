import { createClient } from '@certline/client';
import { freshName } from './certificates.ts';
import { expect, test } from './fixtures.ts';
import { apiOf } from './installation.ts';

test('what happens elsewhere appears without a reload', async ({ page, installation }) => {
  await page.goto('/certificates');
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
  const name = freshName('elsewhere');
  await apiOf(installation).certificates.create({ sans: [name] });
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row.getByText('Issued').last()).toBeVisible();
});

test('after a lost connection the page catches up with what it missed', async ({ page, installation }) => {
  await page.goto('/certificates');
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
  const name = freshName('missed');
  // The dashboard's server dies; the local start brings it up again.
  process.kill(installation.pids.dashboard, 'SIGKILL');
  await expect(page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
  const { api, apiKey } = installation;
  await createClient({ baseUrl: api, apiKey }).certificates.create({ sans: [name] }, { waitSeconds: 20 });
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
});
