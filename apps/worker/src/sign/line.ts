import type { Sealer } from '@certline/crypto';
import type { Logger } from '@certline/runtime';
import type { Database } from '@certline/store';
import type { LineMetrics } from '../metrics.ts';
import type { Issuers } from './issuers.ts';

/** What the recipe works with. Time and randomness are handed in. */
export type Line = {
  db: Database;
  issuers: Issuers;
  /** Seals leaf keys; not the keystore's. */
  sealer: Sealer;
  now: () => Date;
  /** Fills 16 octets for a serial number. */
  random: (octets: number) => Uint8Array;
  logger: Logger;
  metrics: LineMetrics;
};

/** Binds a sealed leaf key to its certificate: it opens as the key of no other. */
export const leafKeyAssociatedData = (certificate: string): Uint8Array =>
  new TextEncoder().encode(certificate);
