import type { Fault, Problem } from '@certline/contracts';

/** The API refused. `problem` is its RFC 9457 answer; the message is written for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  /** Seconds after which the API invites another try; null when it did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The faults that stand at `path` or below it: `sans` also finds `sans.3`. */
  faultsAt(path: string): Fault[] {
    return (this.problem.errors ?? []).filter(
      (fault) => fault.path === path || fault.path.startsWith(`${path}.`),
    );
  }
}
