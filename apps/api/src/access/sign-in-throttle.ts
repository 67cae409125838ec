import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from '../http/api-error.ts';

/** Slows down those who guess passwords. */
export type SignInThrottle = {
  /** Counts an attempt before it is judged. @throws ApiError rate_limited */
  count: (address: string, email: string) => Promise<Attempt>;
};

/** A counted attempt; one that succeeds is taken out of the count. */
type Attempt = { succeeded: () => Promise<void> };

const MINUTES = 60;
/** Failures of one address, whoever it tries, from which on it is suspected. */
const SUSPECT_FAILURES = 40;
/** Attempts that a suspected address has left for each person. */
const SUSPECT_ATTEMPTS = 2;

/**
 * Three counts of failures: one person's from one address; one person's, from wherever, set so high that
 * nobody is easily locked out by others; and one address's. Many people can share an address, so a suspected
 * one is not shut out: it has fewer attempts for each person, and who knows their password gets in. Kept in
 * this process's memory.
 */
export function createSignInThrottle(): SignInThrottle {
  const pairs = new RateLimiterMemory({ keyPrefix: 'pair', points: 8, duration: 15 * MINUTES });
  const addresses = new RateLimiterMemory({
    keyPrefix: 'address',
    points: SUSPECT_FAILURES,
    duration: 15 * MINUTES,
  });
  const people = new RateLimiterMemory({ keyPrefix: 'email', points: 100, duration: 60 * MINUTES });
  return {
    async count(address, email) {
      const person = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
      const pair = `${address} ${person}`;
      const ofPair = await consume(pairs, pair);
      const ofAddress = await addresses.get(address);
      const isSuspect = (ofAddress?.consumedPoints ?? 0) >= SUSPECT_FAILURES;
      if (isSuspect && ofPair.consumedPoints > SUSPECT_ATTEMPTS) throw tooMany(ofPair);
      await consume(people, person);
      await addresses.penalty(address);
      return {
        succeeded: async () => {
          await pairs.reward(pair);
          await people.reward(person);
          await addresses.reward(address);
        },
      };
    },
  };
}

async function consume(limit: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limit.consume(key);
  } catch (error) {
    throw error instanceof RateLimiterRes ? tooMany(error) : error;
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): ApiError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new ApiError('rate_limited', `Too many failed sign-ins. Try again in ${seconds} seconds.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}
