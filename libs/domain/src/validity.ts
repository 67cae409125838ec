const DAY_MS = 86_400_000;

/** How far notBefore lies in the past, for clients whose clock is slow. */
const BACKDATE_MS = 5 * 60_000;

/** A self-signed certificate has no issuer to end with; this is the classic ten years. */
export const LONGEST_SELF_SIGNED_VALIDITY_DAYS = 3650;

/** The period in which a CA certificate itself is valid. */
export type IssuerValidity = { notBefore: Date; notAfter: Date };

/**
 * The validity period of a certificate issued at `now` for `validityDays` whole days.
 * RFC 5280 4.1.2.5 counts both ends in, so the last second is one before the full period; both ends
 * are whole seconds because that is all that UTCTime can say. Kept within the issuer's own period: the few
 * seconds that a request waits in the queue, or a brand-new issuer, must not make it reach beyond.
 */
export function validityPeriod(
  now: Date,
  validityDays: number,
  issuer: IssuerValidity | null,
): { notBefore: Date; notAfter: Date } {
  const wanted = Math.floor((now.getTime() - BACKDATE_MS) / 1000) * 1000;
  const start = issuer === null ? wanted : Math.max(wanted, issuer.notBefore.getTime());
  const end = start + validityDays * DAY_MS - 1000;
  return {
    notBefore: new Date(start),
    notAfter: new Date(issuer === null ? end : Math.min(end, issuer.notAfter.getTime())),
  };
}

/** Whether a period still holds a day: an issuer that ends sooner leaves nothing that is worth a certificate. */
export function lastsADay({ notBefore, notAfter }: { notBefore: Date; notAfter: Date }): boolean {
  // Both ends count, as above.
  return notAfter.getTime() - notBefore.getTime() >= DAY_MS - 1000;
}

/** Whole days that an issuer still has for a leaf issued at `now`. */
export function wholeDaysLeft(now: Date, issuerNotAfter: Date): number {
  return Math.floor((issuerNotAfter.getTime() - (now.getTime() - BACKDATE_MS)) / DAY_MS);
}
