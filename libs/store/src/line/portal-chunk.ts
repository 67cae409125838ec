import type { ChunkId, TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import { DISPATCH_SECONDS } from './dispatch.ts';

/**
 * A chunk for one portal request, marked as handed out already: the caller gives it to the queue right after
 * the commit, and when it cannot, the hand-out lapses and a worker's dispatcher takes over.
 */
export async function insertPortalChunk(tx: Tx, team: TeamId, chunk: ChunkId): Promise<void> {
  await sql`
    insert into chunk (id, team_id, lane, status, dispatch, dispatched_until)
    values (${chunk}, ${team}, 'portal', 'waiting', 1, now() + make_interval(secs => ${DISPATCH_SECONDS}))`.execute(
    tx,
  );
}
