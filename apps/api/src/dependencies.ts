import type { Sealer } from '@certline/crypto';
import type { SignQueue } from '@certline/queue/enqueue';
import type { Logger } from '@certline/runtime';
import type { Database } from '@certline/store';
import type { Identify } from './access/identify.ts';
import type { Sessions } from './access/sessions.ts';
import type { SignInThrottle } from './access/sign-in-throttle.ts';
import type { EventFollower } from './events/follower.ts';
import type { ApiMetrics } from './metrics.ts';

/** What the routes work with; wired once, in `start-api.ts`. */
export type Dependencies = {
  db: Database;
  queue: Pick<SignQueue, 'enqueue' | 'ping'>;
  events: EventFollower;
  sessions: Sessions;
  identify: Identify;
  throttle: SignInThrottle;
  /** Opens leaf keys for bundles. */
  leafKeys: Sealer;
  logger: Logger;
  metrics: ApiMetrics;
  /** Origin of the portal. */
  publicUrl: string;
  /** Whose `X-Forwarded-For` is believed, in the words of express. */
  trustedProxies: readonly string[];
};
