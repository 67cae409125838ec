import type { TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import { newTeamId } from '../ids.ts';

export type Team = { id: TeamId; slug: string; name: string };

/** The teams that a person belongs to, oldest membership first. */
export function listTeamsOf(db: Database, userId: string): Promise<Team[]> {
  return db
    .selectFrom('team_member as m')
    .innerJoin('team as t', 't.id', 'm.team_id')
    .select(['t.id', 't.slug', 't.name'])
    .where('m.user_id', '=', userId)
    .orderBy('m.created_at')
    .execute();
}

/** Keeps others from adding teams until the transaction ends; several set-ups at once take turns by it. */
export async function holdTeams(tx: Tx): Promise<void> {
  await sql`lock table team in share row exclusive mode`.execute(tx);
}

/** The team of that slug, made if there is none; the caller records the ones that are `created`. */
export async function ensureTeam(
  db: Database,
  slug: string,
  name: string,
): Promise<Team & { created: boolean }> {
  const { numInsertedOrUpdatedRows: made } = await db
    .insertInto('team')
    .values({ id: newTeamId(), slug, name })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirstOrThrow();
  const team = await db
    .selectFrom('team')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return { ...team, created: made === 1n };
}

/** Makes a person a member. @returns whether they were none; the caller records it then */
export async function ensureMember(
  db: Database,
  team: TeamId,
  userId: string,
  role: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: added } = await db
    .insertInto('team_member')
    .values({ team_id: team, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(['user_id', 'team_id']).doNothing())
    .executeTakeFirstOrThrow();
  return added === 1n;
}
