const BYTES = 16;

/** A fresh Idempotency-Key. Not `randomUUID`, which browsers withhold from pages without HTTPS. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
