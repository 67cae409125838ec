import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { homeFolder } from './installation.ts';

const PortsSchema = z.object({ postgres: z.int() });
const SecretsSchema = z.object({ postgresPassword: z.string() });

/** Runs one statement as the owner of the local start's database. */
export async function query(sql: string, values: readonly unknown[]): Promise<void> {
  const json = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(homeFolder(), file), 'utf8'));
  const { postgres } = PortsSchema.parse(await json('ports.json'));
  const { postgresPassword } = SecretsSchema.parse(await json('secrets.json'));
  const client = new pg.Client(
    `postgres://certline:${postgresPassword}@127.0.0.1:${String(postgres)}/certline`,
  );
  await client.connect();
  try {
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}
