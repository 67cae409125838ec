import type { CertificateStatus } from '@certline/contracts';

/**
 * Every legal move in a certificate's life. SQL that changes a status names the state it expects,
 * taken from here, in its WHERE clause. Expired and superseded are derived, never stored.
 */
export const MOVES = {
  approve: { from: ['awaiting_approval'], to: 'queued' },
  reject: { from: ['awaiting_approval'], to: 'rejected' },
  // Only before the intent is committed: after it, the serial exists and can only be revoked.
  cancel: { from: ['awaiting_approval', 'queued'], to: 'cancelled' },
  commitIntent: { from: ['queued'], to: 'signing' },
  storeIssued: { from: ['signing'], to: 'issued' },
  fail: { from: ['queued', 'signing'], to: 'failed' },
  retry: { from: ['failed'], to: 'queued' },
  revoke: { from: ['issued'], to: 'revoked' },
} as const satisfies Record<string, { from: readonly CertificateStatus[]; to: CertificateStatus }>;

export type Move = keyof typeof MOVES;

/** Whether `move` may be made from `status`. */
export function isLegal(move: Move, status: CertificateStatus): boolean {
  const from: readonly CertificateStatus[] = MOVES[move].from;
  return from.includes(status);
}

/** Statuses out of which no move of the production line leads any more. */
export function isSettled(status: CertificateStatus): boolean {
  switch (status) {
    case 'awaiting_approval':
    case 'queued':
    case 'signing':
      return false;
    case 'issued':
    case 'revoked':
    case 'rejected':
    case 'failed':
    case 'cancelled':
      return true;
  }
}
