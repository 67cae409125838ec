import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { testServiceVariables } from './test-services.ts';

export interface TestDatabase {
  /** Connection string of the owner. */
  readonly url: string;
  /**
   * Connection string of a login role that is a member of a group which the migrations made, e.g. `certline_api`:
   * what the process in question gets, no more.
   */
  readonly urlFor: (group: string) => Promise<string>;
  readonly drop: () => Promise<void>;
}

// Any number, as long as every test process of one server uses the same.
const templateLock = 7_204_311;

/**
 * A database of the caller's own on the run's Postgres, cloned in some 50 ms from a template that `migrate` brought up
 * to date once for all test files.
 * @param template its name; another schema needs another one, for one run's rooms share the server
 */
export async function createTestDatabase(
  migrate: (databaseUrl: string) => Promise<unknown>,
  template = 'certline_template',
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate',
      [template],
    );
    if (rowCount === 0) await makeTemplate(client, template, migrate);
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: databaseUrl(name),
    urlFor: (group) => loginUrl(name, group),
    drop: () => asSuperuser((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function makeTemplate(
  client: Client,
  template: string,
  migrate: (databaseUrl: string) => Promise<unknown>,
): Promise<void> {
  // Left by a run whose migration failed half-way.
  await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${template}`);
  await migrate(databaseUrl(template));
  // Marked only now: a template is always a finished one, and no test can connect to it by mistake.
  await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

async function loginUrl(database: string, group: string): Promise<string> {
  const login = `test_login_${group}`;
  await asSuperuser(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
    if (rowCount === 0) {
      await client.query(
        `CREATE ROLE ${client.escapeIdentifier(login)} LOGIN PASSWORD 'test' IN ROLE ${client.escapeIdentifier(group)}`,
      );
    }
  });
  const url = new URL(databaseUrl(database));
  url.username = login;
  url.password = 'test';
  return url.href;
}

async function asSuperuser(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl('postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    // Ends the session, and with it any advisory lock.
    await client.end();
  }
}

function databaseUrl(database: string): string {
  const address = process.env[testServiceVariables.postgres];
  if (address === undefined) {
    throw new Error(
      'No test Postgres: add "@certline/testing/global-setup" to globalSetup of this vitest project.',
    );
  }
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}
