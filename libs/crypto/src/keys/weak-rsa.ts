import { toHex } from '../der/bytes.ts';

/** All primes below 752, by sieve: the bound of NIST SP 800-89 5.3.3. */
const SMALL_PRIMES: readonly number[] = Array.from({ length: 750 }, (_, i) => i + 2).filter((n) => {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
});
/** The same in groups whose product is an exact Number: one long division serves a whole group. */
const PRIME_GROUPS = SMALL_PRIMES.reduce<{ product: number; primes: number[] }[]>((groups, prime) => {
  const last = groups.at(-1);
  if (last === undefined || last.product * prime > Number.MAX_SAFE_INTEGER)
    return [...groups, { product: prime, primes: [prime] }];
  last.product *= prime;
  last.primes.push(prime);
  return groups;
}, []);

/**
 * CVE-2017-15361 (ROCA): Infineon's keys are powers of 65537 modulo each of these primes. A random modulus is one
 * modulo all of them with a chance of about 2^-27.
 */
const ROCA_PRIMES = SMALL_PRIMES.filter((prime) => prime > 2 && prime <= 167);
const POWERS_OF_65537 = new Map(
  ROCA_PRIMES.map((prime) => {
    const powers = new Set<number>();
    for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power);
    return [prime, powers] as const;
  }),
);

/** Tries of Fermat's method, as CA/Browser Forum BR 6.1.1.3 asks: primes that are close fall at once. */
const FERMAT_ROUNDS = 100;

/** Why an RSA modulus (big-endian octets) can be factored by anyone; undefined when no such reason is known. */
export function rsaWeakness(modulus: Uint8Array): string | undefined {
  const n = BigInt(`0x${toHex(modulus)}`);
  const residues = residuesOf(n);
  if (residues.values().some((residue) => residue === 0)) return 'its modulus has a small factor';
  if (ROCA_PRIMES.every((prime) => POWERS_OF_65537.get(prime)?.has(residues.get(prime) ?? 0) === true)) {
    return 'it was made by a device with the ROCA fault (CVE-2017-15361)';
  }
  return hasClosePrimes(n) ? 'its two primes are too close to each other' : undefined;
}

/** n modulo each of the small primes. */
function residuesOf(n: bigint): Map<number, number> {
  const residues = new Map<number, number>();
  for (const { product, primes } of PRIME_GROUPS) {
    const residue = Number(n % BigInt(product));
    for (const prime of primes) residues.set(prime, residue % prime);
  }
  return residues;
}

function hasClosePrimes(n: bigint): boolean {
  let a = squareRoot(n);
  if (a * a < n) a++;
  let difference = a * a - n;
  for (let round = 0; round < FERMAT_ROUNDS; round++) {
    if (isSquare(difference)) return true;
    difference += 2n * a + 1n;
    a++;
  }
  return false;
}

/** Squares modulo these coprime numbers are few: one number in a hundred is left to have its root taken. */
const FILTER_MODULI = [64, 63, 65, 11].map((modulus) => ({
  modulus,
  squares: new Set(Array.from({ length: modulus }, (_, i) => (i * i) % modulus)),
}));
const FILTER_PRODUCT = BigInt(64 * 63 * 65 * 11);

function isSquare(n: bigint): boolean {
  const residue = Number(n % FILTER_PRODUCT);
  if (FILTER_MODULI.some(({ modulus, squares }) => !squares.has(residue % modulus))) return false;
  const root = squareRoot(n);
  return root * root === n;
}

/** Whole part of the square root, by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(16).length / 2) * 4);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
