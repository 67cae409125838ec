import { migrate } from '@certline/store';
import { Client } from 'pg';

export interface DatabaseUrls {
  /** The owner's: migrations and set-up only. */
  readonly owner: string;
  readonly api: string;
  readonly worker: string;
}

/**
 * Makes the database when there is none, brings its schema up to date and gives API and worker a login each, with no
 * more rights than the group that the migrations made for them.
 * @param owner connection string of the owner, a role that may make databases and roles
 */
export async function prepareDatabase(
  owner: string,
  passwords: { readonly api: string; readonly worker: string },
): Promise<DatabaseUrls> {
  await makeDatabase(owner);
  await migrate(owner);
  await withClient(owner, async (client) => {
    await setLogin(client, 'certline_api', passwords.api);
    await setLogin(client, 'certline_worker', passwords.worker);
  });
  return {
    owner,
    api: loginUrl(owner, 'certline_api', passwords.api),
    worker: loginUrl(owner, 'certline_worker', passwords.worker),
  };
}

async function makeDatabase(owner: string): Promise<void> {
  const url = new URL(owner);
  const database = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  await withClient(url.href, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  });
}

async function setLogin(client: Client, group: string, password: string): Promise<void> {
  const login = client.escapeIdentifier(`${group}_login`);
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [`${group}_login`]);
  if (rowCount === 0)
    await client.query(`CREATE ROLE ${login} LOGIN IN ROLE ${client.escapeIdentifier(group)}`);
  await client.query(`ALTER ROLE ${login} PASSWORD ${client.escapeLiteral(password)}`);
}

function loginUrl(owner: string, group: string, password: string): string {
  const url = new URL(owner);
  url.username = `${group}_login`;
  url.password = password;
  return url.href;
}

async function withClient(connectionString: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
