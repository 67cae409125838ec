/** No answer came: the API is away, the network is down, or the answer broke off. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor(cause: unknown) {
    super('Certline cannot be reached. Check the connection and try again.', { cause });
  }
}

/** An answer came that is none of Certline's: usually a proxy's own error page, or another version. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;

  constructor(status: number, cause?: unknown) {
    super(`The answer (HTTP ${String(status)}) did not come from Certline as this client knows it.`, {
      cause,
    });
    this.status = status;
  }
}
