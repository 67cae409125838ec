import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { tellClientAddresses } from './client-address.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What a handler of this process sees in `X-Forwarded-For`. */
async function seen(headers: Record<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    response.end(String(request.headers['x-forwarded-for']));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers });
  const text = await answer.text();
  server.close();
  return text;
}

test('a proxy’s word is passed on with its own address behind it; without a proxy nobody’s is', async () => {
  vi.stubEnv('BEHIND_PROXY', 'true');
  tellClientAddresses();
  expect(await seen({ 'x-forwarded-for': '203.0.113.9' })).toBe('203.0.113.9, 127.0.0.1');
  expect(await seen({})).toBe('127.0.0.1');

  // Added to the same process, it drops what the first one let through.
  vi.stubEnv('BEHIND_PROXY', 'false');
  tellClientAddresses();
  expect(await seen({ 'x-forwarded-for': '203.0.113.9' })).toBe('127.0.0.1');
  expect(await seen({})).toBe('127.0.0.1');
});
