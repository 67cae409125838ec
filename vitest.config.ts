import { defineConfig } from 'vitest/config';

const project = (name: string, root: string) => ({
  extends: true as const,
  root,
  test: { name, root, include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
});

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      project('contracts', 'libs/contracts'),
      project('crypto', 'libs/crypto'),
      project('domain', 'libs/domain'),
      project('bundle', 'libs/bundle'),
      project('client', 'libs/client'),
      project('store', 'libs/store'),
      project('queue', 'libs/queue'),
      project('keystore', 'libs/keystore'),
      project('runtime', 'libs/runtime'),
      project('worker', 'apps/worker'),
      project('api', 'apps/api'),
    ],
  },
});
