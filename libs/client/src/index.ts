export { AnswerError, ConnectionError } from './connection-error.ts';
export { ProblemError } from './problem-error.ts';
export { createClient, type Client } from './create-client.ts';
export type { Archive } from './certificates.ts';
export { newIdempotencyKey } from './idempotency-key.ts';
