import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const include = ['src/**/*.test.ts', 'test/**/*.test.ts'];

/** A room whose tests need nothing but its code. */
const pure = (name: string, folder: string) => ({
  extends: true as const,
  test: { name, root: path(folder), include },
});

/** A room whose tests talk to the run's real Postgres and Redis. */
const integration = (name: string, folder: string) => ({
  extends: true as const,
  test: { name, root: path(folder), include, globalSetup: [path('tools/testing/src/global-setup.ts')] },
});

// Set by Nx: each task leaves its results where `npm test` counts them.
const { NX_TASK_TARGET_PROJECT: room, NX_TASK_TARGET_TARGET: target } = process.env;

export default defineConfig({
  test: {
    reporters:
      room === undefined || target === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `test-results/${room}.${target}.json` }]],
    // Generous: a hang must end, a busy machine must not fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      pure('contracts', 'libs/contracts'),
      pure('crypto', 'libs/crypto'),
      pure('domain', 'libs/domain'),
      pure('bundle', 'libs/bundle'),
      pure('client', 'libs/client'),
      pure('dashboard', 'apps/dashboard'),
      pure('keystore', 'libs/keystore'),
      pure('runtime', 'libs/runtime'),
      integration('store', 'libs/store'),
      integration('queue', 'libs/queue'),
      integration('worker', 'apps/worker'),
      integration('api', 'apps/api'),
      integration('testing', 'tools/testing'),
      integration('setup', 'tools/setup'),
      integration('start', 'tools/start'),
      pure('services', 'tools/services'),
      pure('bootstrap', 'tools/bootstrap'),
      pure('ceremony', 'tools/ceremony'),
      pure('checks', 'tools/checks'),
    ],
  },
});
