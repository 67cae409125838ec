import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isBehindProxy } from './environment.ts';

const HEADER = 'x-forwarded-for';

/**
 * From here on every request of this process says in `X-Forwarded-For` from where it really came, so that a
 * browser cannot make up an address. Behind a proxy (`BEHIND_PROXY`) the peer is added to what the proxy said,
 * and the API believes the proxy if it is among its TRUSTED_PROXIES.
 */
export function tellClientAddresses(): void {
  const behindProxy = isBehindProxy();
  // Node publishes it before the server's own code sees the request; Next.js hands the socket to no handler.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const said = behindProxy ? request.headers[HEADER] : undefined;
    const peer = request.socket.remoteAddress ?? 'unknown';
    request.headers[HEADER] = said === undefined ? peer : `${String(said)}, ${peer}`;
  });
}
