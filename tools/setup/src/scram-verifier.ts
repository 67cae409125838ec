import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** Postgres's own default; set-up makes passwords of more entropy than any count of rounds would add. */
const ITERATIONS = 4096;

/**
 * What Postgres stores to check a password by SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677; the text form is that of
 * `pg_authid.rolpassword`). A statement that sets this shows the password to no log and no view of running statements.
 */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(16)): string {
  // What SASLprep (RFC 4013) comes to for all that one can type; clients do the same before they sign in.
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${Buffer.from(salt).toString('base64')}$${storedKey}:${serverKey}`;
}
