import './jitless.ts';
import { createClient } from '@certline/client';
import { type CertificateEvent, CertificateEventSchema } from '@certline/contracts';

/** The API as the person in front of this browser; the session cookie signs in. */
export const client = createClient({ baseUrl: '' });

/** An entry of the event stream; null for one of a kind that this version does not know. */
export function readEvent(data: string): CertificateEvent | null {
  return CertificateEventSchema.safeParse(JSON.parse(data)).data ?? null;
}
