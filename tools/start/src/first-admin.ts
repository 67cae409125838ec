import { z } from 'zod';
import type { Home } from './home.ts';
import { readJson, writePrivateJson } from './private-file.ts';

const storedSchema = z.object({ email: z.string(), apiKey: z.string() });

/** Who signs in first, and the API key of the first team. */
export type FirstAdmin = z.infer<typeof storedSchema>;

/**
 * The first person and API key of this installation, made at its first start. The database keeps only hashes, so both
 * are kept here for `dev.json`.
 */
export async function firstAdmin(
  home: Home,
  make: (email: string) => Promise<{ apiKey: string }>,
): Promise<FirstAdmin> {
  const stored = storedSchema.safeParse(await readJson(home.adminFile));
  if (stored.success) return stored.data;
  const email = 'admin@certline.localhost';
  const made = { email, apiKey: (await make(email)).apiKey };
  await writePrivateJson(home.adminFile, made);
  return made;
}
