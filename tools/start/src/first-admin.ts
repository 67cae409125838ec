import { createStartKey, ensureFirstAdmin } from '@certline/api/first-admin';
import { z } from 'zod';
import type { Home } from './home.ts';
import { readJson, writePrivateJson } from './private-file.ts';

const storedSchema = z.object({ email: z.string(), apiKey: z.string() });

/** Who signs in first, and the API key of the first team. */
export type FirstAdmin = z.infer<typeof storedSchema>;

const email = 'admin@certline.localhost';
const team = { teamSlug: 'default', teamName: 'Default team' };

/**
 * The first person, team and API key of this installation, made at its first start. The database keeps only a hash of
 * the key, so it is kept in the data folder for `dev.json`; one that was revoked meanwhile is replaced.
 */
export async function firstAdmin(home: Home, databaseUrl: string, password: string): Promise<FirstAdmin> {
  const stored = storedSchema.safeParse(await readJson(home.adminFile)).data;
  // Later the password is the person's own affair: they may have changed it in the portal.
  if (stored === undefined) await ensureFirstAdmin({ databaseUrl, email, password, ...team });
  const existing = stored === undefined ? {} : { existing: stored.apiKey };
  const apiKey = await createStartKey({ databaseUrl, name: 'npm start', ...team, ...existing });
  const admin = { email: stored?.email ?? email, apiKey };
  await writePrivateJson(home.adminFile, admin);
  return admin;
}
