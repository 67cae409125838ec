import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { scramVerifier } from './scram-verifier.ts';

/** A part that signs in to Postgres. */
type Part = 'api' | 'worker';

// Postgres cuts longer names off (NAMEDATALEN), and two of them could then be one.
const LONGEST_NAME_OCTETS = 63;

/** The login of a part. Roles are shared by all databases of a server, so each installation has its own. */
export function loginRole(database: string, part: Part): string {
  const name = `${database}_${part}_login`;
  if (Buffer.byteLength(name) <= LONGEST_NAME_OCTETS) return name;
  const digest = createHash('sha256').update(database).digest('hex').slice(0, 32);
  return `certline_${digest}_${part}_login`;
}

/** Makes the login of a part, a member of its group, or gives the one that exists this password. */
export async function setLogin(client: Client, login: string, part: Part, password: string): Promise<void> {
  const role = client.escapeIdentifier(login);
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
  if (rowCount === 0)
    await client.query(`CREATE ROLE ${role} LOGIN IN ROLE ${client.escapeIdentifier(`certline_${part}`)}`);
  await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(scramVerifier(password))}`);
}
