import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@certline/client';
import { z } from 'zod';

export const homeVariable = 'CERTLINE_E2E_HOME';

const InstallationSchema = z.object({
  api: z.url(),
  dashboard: z.url(),
  email: z.string(),
  password: z.string(),
  apiKey: z.string(),
  root: z.string(),
  pids: z.object({ workers: z.array(z.int()), dashboard: z.int() }),
});
export type Installation = z.infer<typeof InstallationSchema>;

export function homeFolder(): string {
  const folder = process.env[homeVariable];
  if (folder === undefined) throw new Error('The global set-up has not run.');
  return folder;
}

/** The Certline that the global set-up started, as its dev.json describes it. */
export function installation(): Installation {
  return InstallationSchema.parse(JSON.parse(readFileSync(join(homeFolder(), 'dev.json'), 'utf8')));
}

/** Where the cookie of the one sign-in is kept, since signing in often is throttled. */
export function sessionFile(): string {
  return join(homeFolder(), 'e2e-session.json');
}

/** A program beside the browser: what it does, the portal must show. */
export function apiOf({ dashboard, apiKey }: Installation) {
  return createClient({ baseUrl: dashboard, apiKey });
}
