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

/**
 * Three counts of failures: one person's from one address; one address's, whoever it tries; one person's,
 * from wherever, set so high that nobody is easily locked out by others. Kept in this process's memory.
 */
export function createSignInThrottle(): SignInThrottle {
  const limits = {
    pair: new RateLimiterMemory({ keyPrefix: 'pair', points: 8, duration: 15 * MINUTES }),
    address: new RateLimiterMemory({ keyPrefix: 'address', points: 40, duration: 15 * MINUTES }),
    email: new RateLimiterMemory({ keyPrefix: 'email', points: 100, duration: 60 * MINUTES }),
  };
  return {
    async count(address, email) {
      const person = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
      const counted = [
        { limit: limits.pair, key: `${address} ${person}` },
        { limit: limits.address, key: address },
        { limit: limits.email, key: person },
      ];
      for (const { limit, key } of counted) await consume(limit, key);
      return {
        succeeded: async () => {
          for (const { limit, key } of counted) await limit.reward(key);
        },
      };
    },
  };
}

async function consume(limit: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new ApiError('rate_limited', `Too many failed sign-ins. Try again in ${seconds} seconds.`, {
      headers: { 'Retry-After': String(seconds) },
    });
  }
}
