import { type Page, test as base } from '@playwright/test';
import { type Installation, installation, sessionFile } from './installation.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  installation: Installation;
  /** Everything that the page complained about: script errors and what the content policy blocked. */
  complaints: string[];
}

/** Tests start signed in, on the portal of the local start, and fail when the page complains. */
export const test = base.extend<Fixtures>({
  installation: async ({}, use) => use(installation()),
  baseURL: async ({ installation: { dashboard } }, use) => use(dashboard),
  storageState: async ({}, use) => use(sessionFile()),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      listen(page, complaints);
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is written to the console by the browser itself; what the page says of it is tested.
    const refusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !refusal) complaints.push(message.text());
  });
}
