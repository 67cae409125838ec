import type { Migration } from 'kysely';
import { Kysely, Migrator, PostgresDialect } from 'kysely';
import pg from 'pg';
import { surviveLostConnections } from './lost-connections.ts';
import * as foundation from './migrations/0001-foundation.ts';

const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
};

/**
 * Brings the database up to date, as its owner. Forward only; Kysely's migrator holds an advisory lock,
 * so that several callers at once are safe. Does nothing when there is nothing to do.
 * @returns the names of the migrations that were applied.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // What breaks in use fails the migration by itself.
  surviveLostConnections(pool, () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('The migration failed.', { cause: error });
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}
