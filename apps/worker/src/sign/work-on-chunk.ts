import type { ChunkId } from '@certline/contracts';
import type { SignJobResult } from '@certline/queue/consume';
import type { Claim } from '@certline/store';
import { ClaimLostError, claimChunk, releaseChunk, renewClaim } from '@certline/store';
import { issueChunk } from './issue-chunk.ts';
import type { Line } from './line.ts';

/** A chunk is at most about a second of work; a worker that is gone this long is taken for dead. */
const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * One delivery of a chunk. However it ends, the job in Redis is over: what is left to do stands in Postgres
 * and is handed out again from there.
 */
export async function workOnChunk(line: Line, chunk: ChunkId): Promise<SignJobResult> {
  const result = await line.metrics.time('claim', () => claimChunk(line.db, chunk, LEASE_MS));
  switch (result.outcome) {
    case 'finished':
      return { outcome: 'done' };
    case 'leased':
      // Someone holds it, perhaps a worker that has just died: look again when the lease has run out.
      return { outcome: 'later', delayMs: result.retryInMs + 100 };
    case 'claimed':
      await workUnderClaim(line, result.claim);
      return { outcome: 'done' };
  }
}

async function workUnderClaim(line: Line, claim: Claim): Promise<void> {
  const renewal = setInterval(() => {
    // A renewal that fails needs no answer: the writes of this job check the claim themselves.
    renewClaim(line.db, claim, LEASE_MS).catch((error: unknown) =>
      line.logger.warn({ err: error, chunk: claim.chunk }, 'lease not renewed'),
    );
  }, RENEW_EVERY_MS);
  try {
    line.metrics.ended(await issueChunk(line, claim));
  } catch (error) {
    await giveBack(line, claim, error);
  } finally {
    clearInterval(renewal);
  }
}

async function giveBack(line: Line, claim: Claim, error: unknown): Promise<void> {
  if (error instanceof ClaimLostError) {
    line.logger.warn({ chunk: claim.chunk, claim: claim.number }, 'another worker took this chunk over');
    return;
  }
  line.metrics.transientFault();
  const pauseMs = pauseAfter(claim.attempts);
  line.logger.error(
    { err: error, chunk: claim.chunk, attempts: claim.attempts + 1, pauseMs },
    'chunk given back',
  );
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await releaseChunk(line.db, claim, { reason, pauseMs }).catch((releaseError: unknown) => {
    line.logger.warn(
      { err: releaseError, chunk: claim.chunk },
      'chunk not given back; its lease will run out',
    );
  });
}

/** Half a second, doubling to a minute. */
const pauseAfter = (attempts: number): number =>
  Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(attempts, 10));
