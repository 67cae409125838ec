import { expect, test } from './fixtures.ts';

test.use({ storageState: { cookies: [], origins: [] } });

test('a page asks to sign in first and comes back to itself', async ({ page, installation }) => {
  await page.goto('/certificates?status=failed');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('Email').fill(installation.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Email or password is wrong.')).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');

  await page.getByLabel('Password').fill(installation.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/certificates\?status=failed$/);
  await expect(page.getByRole('heading', { name: 'Certificates' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/authorities');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('an address of another site is not followed after signing in', async ({ page, installation }) => {
  await page.goto('/sign-in?next=//evil.example/');
  await page.getByLabel('Email').fill(installation.email);
  await page.getByLabel('Password').fill(installation.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(installation.dashboard);
});
