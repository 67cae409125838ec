import type { CertificateStatus } from '@certline/contracts';
import { CERTIFICATE_STATUSES } from '@certline/contracts';
import { expect, test } from 'vitest';
import type { Move } from './states.ts';
import { isLegal, isSettled, MOVES } from './states.ts';

// Written out a second time on purpose: a move that becomes legal by mistake fails here.
const LEGAL: Record<Move, CertificateStatus[]> = {
  approve: ['awaiting_approval'],
  reject: ['awaiting_approval'],
  cancel: ['awaiting_approval', 'queued'],
  commitIntent: ['queued'],
  storeIssued: ['signing'],
  fail: ['queued', 'signing'],
  retry: ['failed'],
  revoke: ['issued'],
};
const everyMove = (Object.keys(MOVES) as Move[]).flatMap((move) =>
  CERTIFICATE_STATUSES.map((status): [Move, CertificateStatus, boolean] => [
    move,
    status,
    LEGAL[move].includes(status),
  ]),
);

test.each(everyMove)('%s from %s: %s', (move, status, legal) => {
  expect(isLegal(move, status)).toBe(legal);
});

test('what is issued, revoked or cancelled never comes back to the line', () => {
  const reachable = (
    from: CertificateStatus,
    seen = new Set<CertificateStatus>(),
  ): Set<CertificateStatus> => {
    for (const move of Object.keys(MOVES) as Move[]) {
      const { to } = MOVES[move];
      if (!isLegal(move, from) || seen.has(to)) continue;
      seen.add(to);
      reachable(to, seen);
    }
    return seen;
  };
  expect([...reachable('issued')]).toEqual(['revoked']);
  for (const end of ['revoked', 'cancelled', 'rejected'] as const) expect(reachable(end).size).toBe(0);
});

test('what the line still works on is not settled, everything else is', () => {
  expect(CERTIFICATE_STATUSES.filter((status) => !isSettled(status))).toEqual([
    'awaiting_approval',
    'queued',
    'signing',
  ]);
});
