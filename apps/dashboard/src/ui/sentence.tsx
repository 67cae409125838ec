import type { ReactNode } from 'react';

/** A sentence of the API: what stands between backticks is a name or value, and is set as one. */
export function Sentence({ text }: { text: string }): ReactNode {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={index} className="font-mono text-[0.92em] font-medium break-all">
        {part}
      </code>
    ),
  );
}
