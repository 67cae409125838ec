'use client';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** A fault in words, with a way on. */
export function FaultNotice({
  error,
  title,
  onRetry,
}: {
  error: Error;
  title?: string;
  onRetry?: () => void;
}) {
  return (
    <Notice
      tone="bad"
      {...(title === undefined ? {} : { title })}
      action={
        onRetry && (
          <Button small onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <p>{error.message}</p>
    </Notice>
  );
}
