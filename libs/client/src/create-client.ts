import { authorityCalls, profileCalls } from './authorities.ts';
import { certificateCalls } from './certificates.ts';
import { keyCalls } from './keys.ts';
import { sessionCalls } from './session.ts';
import { type ClientOptions, createSend } from './transport.ts';

/**
 * A typed client for the HTTP API, for browsers and Node. Answers are checked against the contract.
 * Calls that are safe to repeat are tried again when the API is away or asks to come later.
 * Every call throws ProblemError (refused), ConnectionError (no answer) or AnswerError (not Certline's).
 */
export function createClient(options: ClientOptions) {
  const send = createSend(options);
  return {
    certificates: certificateCalls(send),
    authorities: authorityCalls(send),
    profiles: profileCalls(send),
    keys: keyCalls(send),
    ...sessionCalls(send),
  };
}

export type Client = ReturnType<typeof createClient>;
