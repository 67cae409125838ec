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
import { STATUS_WORDS } from './status-words.ts';

interface Look {
  icon: LucideIcon;
  colour: string;
}

const STATUS_LOOKS = {
  awaiting_approval: { icon: Clock, colour: 'text-warn' },
  queued: { icon: CircleDashed, colour: 'text-accent' },
  signing: { icon: PenLine, colour: 'text-accent' },
  issued: { icon: CircleCheck, colour: 'text-good' },
  revoked: { icon: Ban, colour: 'text-bad' },
  rejected: { icon: CircleX, colour: 'text-bad' },
  failed: { icon: CircleX, colour: 'text-bad' },
  cancelled: { icon: MinusCircle, colour: 'text-soft' },
} satisfies Record<CertificateStatus, Look>;

/** A status is always icon, word and colour. */
export function Status({ status }: { status: CertificateStatus }) {
  const { icon: Icon, colour } = STATUS_LOOKS[status];
  return (
    <span
      className={classNames(
        'inline-flex items-center align-middle gap-1.5 font-medium whitespace-nowrap',
        colour,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {STATUS_WORDS[status]}
    </span>
  );
}
