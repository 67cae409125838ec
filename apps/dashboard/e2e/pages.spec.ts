import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { freshName } from './certificates.ts';
import { expect, test } from './fixtures.ts';
import { apiOf, installation as started } from './installation.ts';

interface Place {
  name: string;
  path: (certificate: string) => string;
  /** What shows that the page stands. */
  mark: (page: Page) => ReturnType<Page['getByText']>;
}

const PLACES: readonly Place[] = [
  { name: 'Overview', path: () => '/', mark: (page) => page.getByText('Expiry, week by week') },
  { name: 'Certificates', path: () => '/certificates', mark: (page) => page.getByRole('row').nth(1) },
  {
    name: 'No match',
    path: () => '/certificates?q=nothing.is.called.this',
    mark: (page) => page.getByText('No certificate matches'),
  },
  { name: 'New', path: () => '/certificates/new', mark: (page) => page.getByLabel('Host names') },
  {
    name: 'Certificate',
    path: (id) => `/certificates/${id}`,
    mark: (page) => page.getByText('server_name').first(),
  },
  { name: 'Authorities', path: () => '/authorities', mark: (page) => page.getByText('Download the root') },
  { name: 'API keys', path: () => '/keys', mark: (page) => page.getByText('Programs sign in with a key') },
  {
    name: 'Gone',
    path: () => '/certificates/0199b7a4-7c1e-7c39-9c7e-0b6f5d1f0a11',
    mark: (page) => page.getByText('There is no such certificate'),
  },
];

let id = '';

async function issued(): Promise<string> {
  const name = freshName('pages');
  const certificate = await apiOf(started()).certificates.create(
    {
      sans: [name, `www.${name}`, `a-rather-long-label-to-break-the-layout.${name}`],
      labels: { env: 'prod' },
    },
    { waitSeconds: 20 },
  );
  expect(certificate.status).toBe('issued');
  return certificate.id;
}

test.beforeAll(async () => {
  id = await issued();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test.describe(`${colorScheme}, ${String(width)} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });
      for (const place of PLACES) {
        test(`${place.name}: no axe violation, no sideways scroll`, async ({ page }) => {
          await page.goto(place.path(id));
          await place.mark(page).waitFor();
          const overflow = () =>
            page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(await overflow()).toBeLessThanOrEqual(0);
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);
        });
      }
    });
  }
}

test('the open parts of a form and its dialogs have no axe violation either', async ({ page }) => {
  await page.goto('/certificates/new');
  for (const fold of ['Key', 'Subject', 'Validity', 'Purpose, authority, labels']) {
    await page.getByText(fold, { exact: true }).first().click();
  }
  await page.getByLabel('Host names').fill('a_b.imdst.com');
  await expect(page.getByText('Host names hold no underscore').first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.goto('/keys');
  await page.getByRole('button', { name: 'New key' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('the colours follow the toggle over the system, and survive a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/certificates');
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await background()).toBe(dark);
  await page.getByRole('radio', { name: 'As the system' }).check({ force: true });
  expect(await background()).toBe(light);
});
