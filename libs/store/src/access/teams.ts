import type { TeamId } from '@certline/contracts';
import type { Database } from '../database.ts';
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

/** The team of that slug, made if there is none. */
export async function ensureTeam(db: Database, slug: string, name: string): Promise<Team> {
  const id = newTeamId();
  await db
    .insertInto('team')
    .values({ id, slug, name })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  return db
    .selectFrom('team')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
}

/** Makes a person a member, if they are not one already. */
export async function ensureMember(db: Database, team: TeamId, userId: string, role: string): Promise<void> {
  await db
    .insertInto('team_member')
    .values({ team_id: team, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(['user_id', 'team_id']).doNothing())
    .execute();
}
