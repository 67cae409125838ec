import type { ChunkId } from '@certline/contracts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newChunkId } from '../src/ids.ts';
import type { Team } from '../src/index.ts';
import { claimChunk, releaseChunk, takeDispatches } from '../src/index.ts';
import type { TestStore } from './store-harness.ts';
import { endLease, openTestStore } from './store-harness.ts';

let line: TestStore;
beforeEach(async () => {
  line = await openTestStore();
});
afterEach(() => line.close());

async function aChunk(lane: 'portal' | 'bulk' = 'bulk', team: Team = line.shop): Promise<ChunkId> {
  const id = newChunkId();
  await line.store.db.insertInto('chunk').values({ id, team_id: team.id, lane, status: 'waiting' }).execute();
  return id;
}
const take = async (stretch = 100): Promise<ChunkId[]> =>
  (await takeDispatches(line.store.db, stretch)).map((dispatch) => dispatch.chunk);
const letLapse = () =>
  sql`update chunk set dispatched_until = now() - interval '1 second'`.execute(line.store.db);

test('portal goes before bulk, and the teams take turns within each', async () => {
  const shop = [await aChunk(), await aChunk(), await aChunk()];
  const rival = [await aChunk('bulk', line.rival), await aChunk('bulk', line.rival)];
  const portal = await aChunk('portal', line.rival);
  expect(await take()).toEqual([portal, shop[0], rival[0], shop[1], rival[1], shop[2]]);
});

test('only a stretch of the work is handed out, and more when some of it is claimed', async () => {
  for (let made = 0; made < 5; made++) await aChunk();
  const first = await take(2);
  expect(first).toHaveLength(2);
  expect(await take(2)).toEqual([]);
  await line.claim(first[0]!);
  expect(await take(2)).toHaveLength(1);
});

test('a portal chunk does not wait for bulk chunks to leave Redis', async () => {
  for (let made = 0; made < 3; made++) await aChunk();
  expect(await take(2)).toHaveLength(2);
  const portal = await aChunk('portal');
  expect(await take(2)).toEqual([portal]);
});

test('what is claimed, done or waits for its time is not handed out', async () => {
  const [claimed, done, paused] = [await aChunk(), await aChunk(), await aChunk()];
  await line.claim(claimed);
  await sql`update chunk set status = 'done' where id = ${done}`.execute(line.store.db);
  await releaseChunk(line.store.db, await line.claim(paused), { reason: 'fault', pauseMs: 60_000 });
  expect(await take()).toEqual([]);
  await sql`update chunk set not_before = now() where id = ${paused}`.execute(line.store.db);
  expect(await take()).toEqual([paused]);
});

test('a hand-out that Redis lost and a lease whose worker died come again, under a new number', async () => {
  const [lost, orphan] = [await aChunk(), await aChunk()];
  expect((await takeDispatches(line.store.db, 9)).map((one) => one.dispatch)).toEqual([1, 1]);
  await line.claim(orphan);
  expect(await take()).toEqual([]);
  await letLapse();
  await endLease(line, orphan);
  expect((await takeDispatches(line.store.db, 9)).map((one) => [one.chunk, one.dispatch])).toEqual([
    [lost, 2],
    [orphan, 2],
  ]);
  expect(await claimChunk(line.store.db, orphan, 1_000)).toMatchObject({
    outcome: 'claimed',
    claim: { number: 2 },
  });
});

test('a portal request is in the hands of the api first, and is handed out when that fails', async () => {
  const { chunk, dispatch } = await line.accept();
  expect(dispatch).toBe(1);
  expect(await take()).toEqual([]);
  await letLapse();
  expect(await take()).toEqual([chunk]);
});

test('many callers at once never take the same chunk', async () => {
  const chunks = new Set<ChunkId>();
  while (chunks.size < 60) chunks.add(await aChunk());
  const taken: ChunkId[] = [];
  while (taken.length < 60)
    taken.push(...(await Promise.all(Array.from({ length: 8 }, () => take()))).flat());
  expect(new Set(taken).size).toBe(60);
  expect(taken).toHaveLength(60);
});
