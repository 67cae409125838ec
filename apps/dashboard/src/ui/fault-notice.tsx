'use client';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { Sentence } from './sentence.tsx';

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
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <p>
        <Sentence text={error.message} />
      </p>
    </Notice>
  );
}
