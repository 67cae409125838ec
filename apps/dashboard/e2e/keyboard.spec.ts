import { freshName } from './certificates.ts';
import { expect, test } from './fixtures.ts';

test('everything from sign-in to a certificate goes by keyboard alone', async ({ browser, installation }) => {
  const context = await browser.newContext({
    baseURL: installation.dashboard,
    storageState: { cookies: [], origins: [] },
  });
  const page = await context.newPage();
  const name = freshName('keyboard');
  await page.goto('/');
  await page.keyboard.type(installation.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(installation.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();

  await page.keyboard.press('n');
  await expect(page.getByLabel('Host names')).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByText('Ready: all six stations are done.')).toBeAttached();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type(name.slice(0, 14));
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('a[data-row]').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/certificates\/[0-9a-f-]{36}$/);

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Authorities', exact: true })).toBeVisible();
  await context.close();
});

test('? lists the keys, and single-letter keys can be turned off', async ({ page }) => {
  await page.goto('/authorities');
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Use single-letter keys').uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/authorities$/);
});

test('the way past the navigation is the first stop', async ({ page }) => {
  await page.goto('/authorities');
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});
