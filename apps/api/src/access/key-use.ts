import type { ApiKeyId } from '@certline/contracts';
import type { Logger } from '@certline/runtime';
import type { Database } from '@certline/store';
import { touchApiKey } from '@certline/store';

const PAUSE_MS = 60_000;

/** Notes when keys are used, without making anyone wait for it. */
export type KeyUse = { note: (id: ApiKeyId) => void };

/** At most one note a key and minute leaves this process; the rest would only be turned down by Postgres. */
export function createKeyUse(db: Database, logger: Logger): KeyUse {
  const notedAt = new Map<ApiKeyId, number>();
  return {
    note(id) {
      const now = Date.now();
      if (now - (notedAt.get(id) ?? -PAUSE_MS) < PAUSE_MS) return;
      notedAt.set(id, now);
      touchApiKey(db, id).catch((error: unknown) => {
        notedAt.delete(id);
        logger.warn({ err: error, apiKey_id: id }, 'could not note the use of an API key');
      });
    },
  };
}
