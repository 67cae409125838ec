'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { readEvent } from '../session/api.ts';
import { recordEvent, refreshAll } from './apply-event.ts';
import { openStream } from './stream.ts';

export type Liveness = 'connecting' | 'live' | 'broken';
const LivenessContext = createContext<Liveness>('connecting');

export function useLiveness(): Liveness {
  return use(LivenessContext);
}

/** Listens to the team's events for as long as the portal is open and brings what they touch up to date. */
export function Live({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');

  useEffect(() => {
    return openStream({
      onOpen() {
        setLiveness('live');
        // What happened before was not heard: while the page was on its way, or the line was down.
        refreshAll(queries);
      },
      onLost: () => setLiveness('broken'),
      onData(data) {
        void readEvent(data).then((event) => {
          if (event !== null) recordEvent(queries, event);
        });
      },
    });
  }, [queries]);

  return <LivenessContext value={liveness}>{children}</LivenessContext>;
}
