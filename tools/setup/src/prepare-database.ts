import { migrate } from '@certline/store';
import { Client } from 'pg';
import { loginRole, setLogin } from './login-role.ts';

export interface DatabaseUrls {
  /** The owner's: migrations and set-up only. */
  readonly owner: string;
  readonly api: string;
  readonly worker: string;
}

/** Any number that no other program is likely to lock: "cert" in ASCII. */
const SET_UP_LOCK = 0x63_65_72_74;

/**
 * Makes the database when there is none, brings its schema up to date and gives API and worker a login each, with no
 * more rights than the group that the migrations made for them. Several at once on one server take turns.
 * @param owner connection string of the owner, a role that may make databases and roles
 */
export async function prepareDatabase(
  owner: string,
  passwords: { readonly api: string; readonly worker: string },
): Promise<DatabaseUrls> {
  const url = new URL(owner);
  const database = decodeURIComponent(url.pathname.slice(1));
  const logins = { api: loginRole(database, 'api'), worker: loginRole(database, 'worker') };
  url.pathname = '/postgres';
  await withClient(url.href, async (server) => {
    // Held until this connection ends. Roles belong to the whole server, and so must the lock: one that is taken in
    // the database itself would not hold off the set-up of another.
    await server.query('SELECT pg_advisory_lock($1)', [SET_UP_LOCK]);
    await makeDatabase(server, database);
    await migrate(owner);
    await withClient(owner, async (client) => {
      await setLogin(client, logins.api, 'api', passwords.api);
      await setLogin(client, logins.worker, 'worker', passwords.worker);
    });
  });
  return {
    owner,
    api: loginUrl(owner, logins.api, passwords.api),
    worker: loginUrl(owner, logins.worker, passwords.worker),
  };
}

async function makeDatabase(server: Client, database: string): Promise<void> {
  const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0) await server.query(`CREATE DATABASE ${server.escapeIdentifier(database)}`);
}

function loginUrl(owner: string, login: string, password: string): string {
  const url = new URL(owner);
  url.username = encodeURIComponent(login);
  url.password = encodeURIComponent(password);
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
