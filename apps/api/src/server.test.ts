import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../test/api-harness.ts';
import { startTestApi } from '../test/api-harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test.each(['/healthz', '/v1/whoami', '/nonesuch', '/docs', '/pki/issuing.crt'])(
  '%s can be framed by nobody, sniffed as nothing else, and does not say what serves it',
  async (path) => {
    const { headers } = await api.call('GET', path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('x-powered-by')).toBeNull();
  },
);

test('what a team sees is for no cache', async () => {
  for (const path of ['/v1/whoami', '/v1/certificates', '/v1/authorities', '/v1/nonesuch', '/v1/keys']) {
    expect((await api.call('GET', path)).headers.get('cache-control')).toBe('no-store');
  }
});
