import type { Certificate, CertificateId, TeamId } from '@certline/contracts';
import { isSettled } from '@certline/domain';
import type { Database } from '@certline/store';
import { findCertificate } from '@certline/store';
import type { EventFollower } from './follower.ts';

/**
 * The certificate once it has come to its end, or as it is when `timeoutMs` have passed or `signal` fires.
 * Looks at it again only when an event tells of it. Undefined when the team has no such certificate.
 */
export async function waitUntilSettled(
  { db, events }: { db: Database; events: EventFollower },
  team: TeamId,
  id: CertificateId,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Certificate | undefined> {
  let told = Promise.withResolvers<undefined>();
  const wake = (): void => told.resolve(undefined);
  let over = signal.aborted;
  const giveUp = (): void => {
    over = true;
    wake();
  };
  // Subscribed before the first look, so that nothing can happen in between.
  const unsubscribe = events.subscribe(team, {
    onEvents: (news) => {
      if (news.some((event) => event.certificate === id)) wake();
    },
    onClose: giveUp,
  });
  const timer = setTimeout(giveUp, timeoutMs);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    for (;;) {
      told = Promise.withResolvers();
      const certificate = await findCertificate(db, team, id);
      if (certificate === undefined || isSettled(certificate.status) || over) return certificate;
      await told.promise;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    unsubscribe();
  }
}
