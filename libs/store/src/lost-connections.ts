import type pg from 'pg';

/**
 * Lets a pool survive connections that break. Heard on each connection, idle or in use: one that breaks between
 * two statements of a transaction would else end the process.
 */
export function surviveLostConnections(pool: pg.Pool, onError: (error: Error) => void): void {
  pool.on('connect', (client) => void client.on('error', onError));
  // The pool tells of the idle ones once more.
  pool.on('error', () => undefined);
}
