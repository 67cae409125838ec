// Prepares an installation and ends; safe to run again, before every start of a new version.
import { ensureFirstAdmin } from '@certline/api/first-admin';
import { ensureDevelopmentAuthority } from '@certline/ceremony';
import { ConfigurationError, readSettings } from '@certline/runtime';
import { prepareDatabase } from './prepare-database.ts';

async function main(): Promise<void> {
  const settings = readSettings([
    'DATABASE_URL',
    'API_DATABASE_PASSWORD',
    'WORKER_DATABASE_PASSWORD',
    'KEYSTORE_DIRECTORY',
    'KEYSTORE_KEY',
    'PKI_URL',
    'ADMIN_EMAIL',
    'ADMIN_PASSWORD',
  ]);
  const { owner } = await prepareDatabase(settings.DATABASE_URL, {
    api: settings.API_DATABASE_PASSWORD,
    worker: settings.WORKER_DATABASE_PASSWORD,
  });
  say('The database is up to date.');
  const { created } = await ensureDevelopmentAuthority({
    databaseUrl: owner,
    keystoreDirectory: settings.KEYSTORE_DIRECTORY,
    keystoreKey: settings.KEYSTORE_KEY,
    pkiUrl: settings.PKI_URL,
    now: new Date(),
  });
  say(created ? 'A development root and an intermediate CA are made.' : 'There is a certificate authority.');
  await ensureFirstAdmin({
    databaseUrl: owner,
    email: settings.ADMIN_EMAIL,
    password: settings.ADMIN_PASSWORD,
    teamSlug: 'default',
    teamName: 'Default team',
  });
  say(`${settings.ADMIN_EMAIL} can sign in.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  const text = error instanceof ConfigurationError ? error.message : `Set-up failed: ${String(error)}`;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
