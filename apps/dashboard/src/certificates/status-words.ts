import type { CertificateStatus } from '@certline/contracts';

/** What each status is called. */
export const STATUS_WORDS = {
  awaiting_approval: 'Waiting for approval',
  queued: 'Queued',
  signing: 'Signing',
  issued: 'Issued',
  revoked: 'Revoked',
  rejected: 'Rejected',
  failed: 'Failed',
  cancelled: 'Cancelled',
} satisfies Record<CertificateStatus, string>;

export const STATUSES = Object.keys(STATUS_WORDS) as CertificateStatus[];
