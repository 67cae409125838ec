import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';
type ButtonSize = 'normal' | 'small' | 'icon';

const LOOKS = {
  primary: 'bg-text text-page hover:opacity-85 border-transparent',
  plain: 'bg-surface text-text border-line hover:bg-sunken shadow-card',
  quiet: 'bg-transparent text-soft border-transparent hover:bg-sunken hover:text-text',
  danger: 'bg-bad text-page border-transparent hover:opacity-85',
} satisfies Record<ButtonLook, string>;

const SIZES = {
  normal: 'h-9 px-3.5',
  small: 'h-8 px-2.5 text-[0.8125rem]',
  icon: 'size-8',
} satisfies Record<ButtonSize, string>;

/** The look of a button, for links that act like one. */
export function buttonClass(look: ButtonLook = 'plain', size: ButtonSize = 'normal'): string {
  return classNames(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap',
    'transition-[background-color,opacity] duration-100 disabled:opacity-50',
    SIZES[size],
    LOOKS[look],
  );
}

export function Button({
  look = 'plain',
  size = 'normal',
  className,
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook; size?: ButtonSize }) {
  return <button type="button" {...rest} className={classNames(buttonClass(look, size), className)} />;
}
