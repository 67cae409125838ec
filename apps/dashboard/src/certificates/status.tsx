import type { CertificateStatus } from '@certline/contracts';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  type LucideIcon,
  MinusCircle,
  PenLine,
} from 'lucide-react';
import { classNames } from '../ui/class-names.ts';

interface Look {
  word: string;
  icon: LucideIcon;
  colour: string;
}

export const STATUS_LOOKS = {
  awaiting_approval: { word: 'Waiting for approval', icon: Clock, colour: 'text-warn' },
  queued: { word: 'Queued', icon: CircleDashed, colour: 'text-accent' },
  signing: { word: 'Signing', icon: PenLine, colour: 'text-accent' },
  issued: { word: 'Issued', icon: CircleCheck, colour: 'text-good' },
  revoked: { word: 'Revoked', icon: Ban, colour: 'text-bad' },
  rejected: { word: 'Rejected', icon: CircleX, colour: 'text-bad' },
  failed: { word: 'Failed', icon: CircleX, colour: 'text-bad' },
  cancelled: { word: 'Cancelled', icon: MinusCircle, colour: 'text-soft' },
} satisfies Record<CertificateStatus, Look>;

/** A status is always icon, word and colour. */
export function Status({ status }: { status: CertificateStatus }) {
  const { word, icon: Icon, colour } = STATUS_LOOKS[status];
  return (
    <span
      className={classNames(
        'inline-flex items-center align-middle gap-1.5 font-medium whitespace-nowrap',
        colour,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {word}
    </span>
  );
}
