import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { StartFault } from './faults.ts';
import { readJson, writePrivateJson } from './private-file.ts';

const secretsSchema = z.object({
  postgresPassword: z.string(),
  apiDatabasePassword: z.string(),
  workerDatabasePassword: z.string(),
  redisPassword: z.string(),
  sessionSecret: z.string(),
  /** 32 bytes, base64: seals leaf keys. */
  leafKeyEncryptionKey: z.string(),
  /** 32 bytes, base64: seals CA keys; goes to the worker alone. */
  keystoreKey: z.string(),
  adminPassword: z.string(),
});

export type Secrets = z.infer<typeof secretsSchema>;

/**
 * The secrets of this installation, made at its first start.
 * @throws StartFault when the file is there but damaged: new secrets would make the stored keys unreadable for ever.
 */
export async function loadSecrets(path: string): Promise<Secrets> {
  const stored = await readJson(path).catch(() => null);
  if (stored !== undefined) {
    const parsed = secretsSchema.safeParse(stored);
    if (parsed.success) return parsed.data;
    throw new StartFault(
      `${path} is damaged and without it the stored keys cannot be opened; put it back from a backup, or delete its folder to begin anew.`,
    );
  }
  const made: Secrets = {
    postgresPassword: password(),
    apiDatabasePassword: password(),
    workerDatabasePassword: password(),
    redisPassword: password(),
    sessionSecret: password(),
    leafKeyEncryptionKey: randomBytes(32).toString('base64'),
    keystoreKey: randomBytes(32).toString('base64'),
    adminPassword: randomBytes(12).toString('base64url'),
  };
  await writePrivateJson(path, made);
  return made;
}

/** 192 bits in an alphabet that needs no escaping in URLs, SQL or redis.conf. */
function password(): string {
  return randomBytes(24).toString('base64url');
}
