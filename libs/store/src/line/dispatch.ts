import type { ChunkId } from '@certline/contracts';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { Lane } from '../schema.ts';

/** How long a chunk may wait in Redis unclaimed before it is handed out again: Redis may have lost it. */
export const DISPATCH_SECONDS = 10;

/** A chunk to hand to the queue. `dispatch` rises with every hand-out and makes its job id new. */
export type Dispatch = { chunk: ChunkId; dispatch: number; lane: Lane };

/**
 * Takes the next chunks to hand out, in this order: portal before bulk, teams in turn; at most as many as keep `stretch`
 * chunks waiting in Redis (bulk that waits there takes no place from the portal). Takes in those whose hand-out lapsed (Redis lost them) and those whose lease ran
 * out (their worker died), so this is the sweeper as well. Safe to run in many workers at once.
 */
export async function takeDispatches(db: Database, stretch: number): Promise<Dispatch[]> {
  const result = await sql<Dispatch>`
    with room as (
      select ${stretch} - count(*) as chunks, ${stretch} - count(*) filter (where lane = 'portal') as portal_chunks
      from chunk where status = 'waiting' and dispatched_until > now()
    ), ready as (
      select id, lane, row_number() over (partition by lane, team_id order by id) as turn
      from chunk
      where (status = 'waiting' and not_before <= now() and (dispatched_until is null or dispatched_until <= now()))
         or (status = 'claimed' and lease_until <= now())
    ), next as (
      select id, place from room, (
        select id, lane, row_number() over (order by lane = 'bulk', turn, id) as place from ready
      ) as ranked
      where place <= case lane when 'portal' then portal_chunks else chunks end
    ), locked as (
      select id from chunk where id in (select id from next)
        and ((status = 'waiting' and not_before <= now() and (dispatched_until is null or dispatched_until <= now()))
          or (status = 'claimed' and lease_until <= now()))
      for update skip locked
    ), taken as (
      update chunk set status = 'waiting', dispatch = dispatch + 1,
        dispatched_until = now() + make_interval(secs => ${DISPATCH_SECONDS})
      from locked where chunk.id = locked.id
      returning chunk.id, chunk.dispatch, chunk.lane
    )
    select taken.id as chunk, taken.dispatch, taken.lane from taken join next using (id) order by next.place`.execute(
    db,
  );
  return result.rows;
}

/** How much of the line's work is open, for the gauges. */
export async function countOpenWork(
  db: Database,
): Promise<{ lane: Lane; waiting: number; claimed: number; retrying: number }[]> {
  const result = await sql<{ lane: Lane; waiting: number; claimed: number; retrying: number }>`
    select lane, count(*) filter (where status = 'waiting')::int as waiting,
      count(*) filter (where status = 'claimed')::int as claimed,
      count(*) filter (where attempts > 0)::int as retrying
    from chunk where status <> 'done' group by lane`.execute(db);
  return result.rows;
}
