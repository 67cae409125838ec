import { createClient } from '@certline/client';
import { X509Certificate } from 'node:crypto';
import { StartFault } from './faults.ts';

/** One step of the line and how long it took after the one before, in milliseconds. */
export interface LineStep {
  readonly name: string;
  readonly ms: number;
}

/**
 * Sends `localhost` through the whole line and checks that what comes out is trusted with the root.
 * @param root PEM text of the root certificate
 * @returns the steps in order, with their times.
 * @throws StartFault when no certificate comes out, or not one that leads to the root.
 */
export async function issueLocalhost(api: string, apiKey: string, root: string): Promise<LineStep[]> {
  const client = createClient({ baseUrl: api, apiKey });
  const begin = performance.now();
  const certificate = await client.certificates.create(
    { sans: ['localhost', '127.0.0.1'], labels: { purpose: 'self-check' } },
    { waitSeconds: 30 },
  );
  const total = performance.now() - begin;
  if (certificate.status !== 'issued') {
    const why = certificate.failure?.detail ?? `it is still ${certificate.status}`;
    throw new StartFault(`The self-check certificate for localhost was not issued: ${why}`);
  }
  if (!leadsTo(root, await client.certificates.pem(certificate.id, 'chain'))) {
    throw new StartFault(
      'The self-check certificate does not lead to the root certificate; the installation is damaged.',
    );
  }
  const { items } = await client.certificates.events(certificate.id);
  const steps = items.map((event, index) => ({
    name: event.type.replace(/^certificate[.]/, '').replaceAll('_', ' '),
    ms: Date.parse(event.at) - Date.parse(items[Math.max(index - 1, 0)]?.at ?? event.at),
  }));
  return [...steps, { name: 'asked to answered', ms: Math.round(total) }];
}

/** Each certificate of the chain is signed by the next, the last by the root. */
function leadsTo(root: string, chain: string): boolean {
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const certificates = [...blocks, root].map((pem) => new X509Certificate(pem));
  return (
    blocks.length > 1 &&
    certificates.slice(1).every((issuer, index) => certificates[index]?.verify(issuer.publicKey) === true)
  );
}
