import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const TONES = {
  info: { icon: Info, look: 'bg-sunken text-text', mark: 'text-soft' },
  good: { icon: CircleCheck, look: 'bg-good-wash text-text', mark: 'text-good' },
  warn: { icon: TriangleAlert, look: 'bg-warn-wash text-text', mark: 'text-warn' },
  bad: { icon: CircleAlert, look: 'bg-bad-wash text-text', mark: 'text-bad' },
} as const;

/** Something worth saying, where it concerns the reader; faults are announced at once. */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  tone: keyof typeof TONES;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const { icon: Icon, look, mark } = TONES[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : undefined}
      className={classNames('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-3.5 py-3', look)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', mark)} />
      <div className="min-w-0 flex-1 break-words">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
