import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from './e2e/browser.ts';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/local-start.ts',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: browserPath, args: browserArguments },
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  },
  projects: [
    { name: 'tests', testMatch: '**/*.spec.ts' },
    // Only by `npm run screenshots`, for it writes into docs/images.
    ...(process.env['SCREENSHOTS'] === undefined
      ? []
      : [{ name: 'screenshots', testMatch: '**/*.shots.ts' }]),
  ],
});
