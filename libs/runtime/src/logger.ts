import type { DestinationStream, Logger } from 'pino';
import pino from 'pino';

export type { Logger } from 'pino';

const SECRET_FIELDS = [
  'password',
  'passphrase',
  'secret',
  'token',
  'authorization',
  'cookie',
  'apiKey',
  'privateKey',
  'databaseUrl',
];
const PRIVATE_KEY_BLOCK =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|(?="))/gs;
const API_KEY = /\bclk_[A-Za-z0-9_-]{8,}/g;
// A Redis URL has no name before its password: redis://:password@host
const URL_CREDENTIALS = /:\/\/([^\s:@/"]*):[^\s@/"]+@/g;

/** Takes out of a finished log line what must never be in one, wherever it came from. */
export function redactLine(line: string): string {
  return line
    .replace(PRIVATE_KEY_BLOCK, '[private key removed]')
    .replace(API_KEY, 'clk_[removed]')
    .replace(URL_CREDENTIALS, '://$1:[removed]@');
}

/**
 * What a log says of an error. Libraries hang more on theirs: ioredis the refused command with its arguments (at
 * sign-in the password), Postgres the row that broke a rule.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  return { type, message, stack, ...('code' in error ? { code: error.code } : {}) };
}

/**
 * A structured logger: one JSON object a line. Fields with the names of secrets are blanked and every line
 * passes `redactLine`, so that a key inside an error message is caught as well.
 */
export function createLogger(
  part: string,
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  destination: DestinationStream = pino.destination(1),
): Logger {
  return pino(
    {
      level,
      base: { part },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[removed]',
      },
      serializers: { err: describeError },
      hooks: { streamWrite: redactLine },
    },
    destination,
  );
}
