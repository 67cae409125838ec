import type { Database } from '@certline/store';
import { betterAuth } from 'better-auth';

const SESSION_SECONDS = 7 * 24 * 3600;
const RENEW_AFTER_SECONDS = 24 * 3600;

/** How better-auth is set up: its tables, its cookies, and what it may not do by itself. */
export const sessionOptions = ({
  db,
  publicUrl,
  secret,
}: {
  db: Database;
  publicUrl: string;
  secret: string;
}) => ({
  appName: 'Certline',
  baseURL: publicUrl,
  basePath: '/auth',
  secret,
  trustedOrigins: [publicUrl],
  database: { db, type: 'postgres' as const },
  user: { modelName: 'auth_user' },
  session: { modelName: 'auth_session', expiresIn: SESSION_SECONDS, updateAge: RENEW_AFTER_SECONDS },
  account: { modelName: 'auth_account' },
  verification: { modelName: 'auth_verification' },
  // People are added by those who run Certline, never by a visitor.
  emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
  // Certline's own throttle counts failures by address and e-mail; see docs/decisions/0020.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  advanced: {
    cookiePrefix: 'certline',
    useSecureCookies: publicUrl.startsWith('https:'),
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const, path: '/' },
  },
});

/** Sign-in and sessions, by better-auth. */
export function createSessions(options: Parameters<typeof sessionOptions>[0]) {
  return betterAuth(sessionOptions(options));
}

export type Sessions = ReturnType<typeof createSessions>;
