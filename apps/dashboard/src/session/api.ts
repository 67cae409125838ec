import type { Client } from '@certline/client';
import type { CertificateEvent } from '@certline/contracts';

/** Where queries get the API from: the browser's own client, or the server's while it draws a page. */
export type ApiSource = () => Promise<Client>;

/**
 * The API client, loaded when it is first needed: pages come with their data, so what reads and checks answers
 * need not be there before they are drawn.
 */
export const api: ApiSource = async () => (await import('./api-client.ts')).client;

export async function readEvent(data: string): Promise<CertificateEvent | null> {
  return (await import('./api-client.ts')).readEvent(data);
}
