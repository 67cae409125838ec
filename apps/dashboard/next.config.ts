import { join } from 'node:path';
import type { NextConfig } from 'next';

const repository = join(import.meta.dirname, '../..');

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  transpilePackages: ['@certline/bundle', '@certline/client', '@certline/contracts', '@certline/crypto'],
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // Nothing is cached on the server, and pages that nobody opens take no memory.
  cacheMaxMemorySize: 0,
  experimental: { preloadEntriesOnStart: false },
};

export default config;
