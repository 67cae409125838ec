import { classNames } from './class-names.ts';

/** A file's text; scrolls inside itself and can be reached by keyboard. */
export function CodeBlock({ text, label, className }: { text: string; label: string; className?: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="region"
      className={classNames(
        'overflow-auto p-4 font-mono text-xs leading-5 -outline-offset-2 sm:px-5',
        className,
      )}
    >
      {text}
    </pre>
  );
}
