import { hash } from 'node:crypto';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { concatBytes } from '../der/bytes.ts';

/** v of RFC 7292 appendix B.2: the block of SHA-256. */
const BLOCK_OCTETS = 64;
/** ID of B.3 for a MAC key. */
const MAC_KEY = 3;
const ROUNDS_PER_TURN = 5_000;

/**
 * The 32-octet MAC key of RFC 7292 appendix B.2 with SHA-256 (one output block, so that step C is not needed).
 * Nothing native offers it; the rounds give way to the event loop every few milliseconds.
 */
export async function deriveMacKey(
  passphrase: string,
  salt: Uint8Array,
  iterations: number,
): Promise<Uint8Array> {
  const diversifier = new Uint8Array(BLOCK_OCTETS).fill(MAC_KEY);
  let digest: Uint8Array = concatBytes(
    diversifier,
    fillBlocks(salt),
    fillBlocks(bmpStringWithEnd(passphrase)),
  );
  for (let round = 0; round < iterations; round++) {
    if (round % ROUNDS_PER_TURN === ROUNDS_PER_TURN - 1) await yieldToEventLoop();
    digest = hash('sha256', digest, 'buffer');
  }
  return digest;
}

/** Copies of the octets up to a whole number of blocks, the last one cut. */
function fillBlocks(octets: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(octets.length / BLOCK_OCTETS) * BLOCK_OCTETS);
  for (let i = 0; i < out.length; i++) out[i] = octets[i % octets.length] ?? 0;
  return out;
}

/** B.1: a passphrase is a BMPString (big-endian UTF-16) with two zero octets after it. */
const bmpStringWithEnd = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'utf16le').swap16();
