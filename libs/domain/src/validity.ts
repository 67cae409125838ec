const DAY_MS = 86_400_000;

/** How far notBefore lies in the past, for clients whose clock is slow. */
const BACKDATE_MS = 5 * 60_000;

/** A self-signed certificate has no issuer to end with; this is the classic ten years. */
export const LONGEST_SELF_SIGNED_VALIDITY_DAYS = 3650;

/**
 * The validity period of a certificate issued at `now` for `validityDays` whole days.
 * RFC 5280 4.1.2.5 counts both ends in, so the last second is one before the full period; both ends
 * are whole seconds because that is all that UTCTime can say. Ends with the issuer if that is sooner
 * (the few seconds that a request waits in the queue must not make it outlive its issuer).
 */
export function validityPeriod(
  now: Date,
  validityDays: number,
  issuerNotAfter: Date | null,
): { notBefore: Date; notAfter: Date } {
  const start = Math.floor((now.getTime() - BACKDATE_MS) / 1000) * 1000;
  const end = start + validityDays * DAY_MS - 1000;
  const latest = issuerNotAfter === null ? end : Math.min(end, issuerNotAfter.getTime());
  return { notBefore: new Date(start), notAfter: new Date(latest) };
}

/** Whole days that an issuer still has for a leaf issued at `now`. */
export function wholeDaysLeft(now: Date, issuerNotAfter: Date): number {
  return Math.floor((issuerNotAfter.getTime() - (now.getTime() - BACKDATE_MS)) / DAY_MS);
}
