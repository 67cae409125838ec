import { z } from 'zod';
import { isProxyAddress } from './proxy-address.ts';

type Setting<Schema extends z.ZodType = z.ZodType> = {
  /** Reads the variable's text; a default makes the setting optional. */
  schema: Schema;
  /** Whether it may also be given as `<NAME>_FILE` and must never be shown. */
  secret: boolean;
  usedBy: readonly ('api' | 'worker' | 'dashboard' | 'setup')[];
  description: string;
};

const setting = <Schema extends z.ZodType>(value: Setting<Schema>): Setting<Schema> => value;

const port = z.coerce.number('Give a port number.').int('Give a whole port number.').min(0).max(65_535);
const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `Give a URL such as ${example}.` });
const databasePassword = z
  .string('Give a password of at least 16 characters.')
  .min(16, 'Give a password of at least 16 characters.');
const key32 = z
  .string('Give 32 random bytes in base64: openssl rand -base64 32')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === 32, 'Give exactly 32 random bytes in base64: openssl rand -base64 32');

/** Every setting that any part of Certline reads. `docs/configuration.md` is generated from it. */
export const SETTINGS = {
  DATABASE_URL: setting({
    schema: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/certline'),
    secret: true,
    usedBy: ['api', 'worker', 'setup'],
    description: 'Postgres, the system of record. Each part signs in with its own role.',
  }),
  REDIS_URL: setting({
    schema: url(/^rediss?$/, 'redis://host:6379'),
    secret: true,
    usedBy: ['api', 'worker'],
    description: 'Redis, which hands out the work. It needs `maxmemory-policy noeviction`.',
  }),
  REDIS_PREFIX: setting({
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,32}$/, 'Use 1 to 32 letters, digits, dashes, underscores.')
      .default('certline'),
    secret: false,
    usedBy: ['api', 'worker'],
    description: 'Begins every Redis key, so that installations can share a Redis.',
  }),
  LOG_LEVEL: setting({
    schema: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'Use debug, info, warn, error or silent.')
      .default('info'),
    secret: false,
    usedBy: ['api', 'worker'],
    description: 'The least severe kind of log line that is written.',
  }),
  METRICS_PORT: setting({
    schema: port.optional(),
    secret: false,
    usedBy: ['api', 'worker'],
    description: 'Serves Prometheus metrics at `/metrics` on this port of METRICS_HOST; unset serves none.',
  }),
  METRICS_HOST: setting({
    schema: z.string().min(1).default('127.0.0.1'),
    secret: false,
    usedBy: ['api', 'worker'],
    description: 'Address that the metrics port listens on.',
  }),
  API_HOST: setting({
    schema: z.string().min(1).default('127.0.0.1'),
    secret: false,
    usedBy: ['api'],
    description: 'Address that the API listens on.',
  }),
  API_PORT: setting({
    schema: port.default(8080),
    secret: false,
    usedBy: ['api'],
    description: 'Port that the API listens on; 0 takes a free one.',
  }),
  PUBLIC_URL: setting({
    schema: url(/^https?$/, 'https://certline.example.com').transform((text) => new URL(text).origin),
    secret: false,
    usedBy: ['api'],
    description: 'Where people open the portal. Calls that change something must come from this origin.',
  }),
  TRUSTED_PROXIES: setting({
    schema: z
      .string()
      .default('loopback')
      .transform((text) => text.split(',').map((proxy) => proxy.trim()))
      .pipe(
        z.array(
          z
            .string()
            .refine(
              isProxyAddress,
              'Give addresses such as 10.0.0.7 or 10.0.0.0/8, or the words loopback, linklocal, uniquelocal.',
            ),
        ),
      ),
    secret: false,
    usedBy: ['api'],
    description:
      'Whose `X-Forwarded-For` the API believes: the dashboard and what stands before it. Addresses, ranges (CIDR) or `loopback`, `linklocal`, `uniquelocal`, separated by commas.',
  }),
  PKI_URL: setting({
    schema: url(/^https?$/, 'http://pki.example.com')
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    secret: false,
    usedBy: ['worker', 'setup'],
    description:
      'Public address of the API for CRL, OCSP and issuer certificates; certificates point to it only when it is set.',
  }),
  SESSION_SECRET: setting({
    schema: z.string('Give at least 32 random characters.').min(32, 'Give at least 32 random characters.'),
    secret: true,
    usedBy: ['api'],
    description: 'Signs the session cookies of the portal.',
  }),
  LEAF_KEY_ENCRYPTION_KEY: setting({
    schema: key32,
    secret: true,
    usedBy: ['api', 'worker'],
    description: 'Seals the private keys that Certline makes: 32 random bytes in base64.',
  }),
  KEYSTORE_DIRECTORY: setting({
    schema: z.string('Give the folder of the sealed CA keys.').min(1),
    secret: false,
    usedBy: ['worker', 'setup'],
    description: 'Folder of the sealed CA keys.',
  }),
  KEYSTORE_KEY: setting({
    schema: key32,
    secret: true,
    usedBy: ['worker', 'setup'],
    description:
      'Opens the sealed CA keys: 32 random bytes in base64. Only the signing worker may have it, and set-up while it runs.',
  }),
  WORKER_ROLES: setting({
    schema: z
      .string()
      .default('sign')
      .transform((text) => text.split(',').map((role) => role.trim()))
      .pipe(z.array(z.enum(['sign'], 'Roles are: sign.')).min(1)),
    secret: false,
    usedBy: ['worker'],
    description: 'What this worker process does, separated by commas.',
  }),
  SIGN_CONCURRENCY: setting({
    schema: z.coerce.number().int().min(1).max(64).default(4),
    secret: false,
    usedBy: ['worker'],
    description: 'Chunks that one worker process has in hand at once.',
  }),
  API_DATABASE_PASSWORD: setting({
    schema: databasePassword,
    secret: true,
    usedBy: ['setup'],
    description: 'Password that set-up gives to the API’s database role, `<name of the database>_api_login`.',
  }),
  WORKER_DATABASE_PASSWORD: setting({
    schema: databasePassword,
    secret: true,
    usedBy: ['setup'],
    description:
      'Password that set-up gives to the worker’s database role, `<name of the database>_worker_login`.',
  }),
  ADMIN_EMAIL: setting({
    schema: z.email('Give an e-mail address.'),
    secret: false,
    usedBy: ['setup'],
    description: 'Who signs in to the portal first.',
  }),
  ADMIN_PASSWORD: setting({
    schema: z.string('Give at least 12 characters.').min(12, 'Give at least 12 characters.'),
    secret: true,
    usedBy: ['setup'],
    description: 'The password of ADMIN_EMAIL; set-up puts it back when it was changed.',
  }),
  API_URL: setting({
    schema: url(/^https?$/, 'http://127.0.0.1:8080').default('http://127.0.0.1:8080'),
    secret: false,
    usedBy: ['dashboard'],
    description: 'Where the dashboard server reaches the API.',
  }),
  BEHIND_PROXY: setting({
    schema: z.enum(['true', 'false'], 'Use true or false.').default('false'),
    secret: false,
    usedBy: ['dashboard'],
    description:
      'Whether people reach the dashboard through a proxy that writes `X-Forwarded-For`; name its address in TRUSTED_PROXIES. If not, what they send there is dropped.',
  }),
  PORT: setting({
    schema: port.default(3000),
    secret: false,
    usedBy: ['dashboard'],
    description: 'Port that the dashboard listens on.',
  }),
  HOSTNAME: setting({
    schema: z.string().min(1).default('127.0.0.1'),
    secret: false,
    usedBy: ['dashboard'],
    description: 'Address that the dashboard listens on.',
  }),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };
