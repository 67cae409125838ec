import type { CertificateEvent, Page } from '@certline/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { certificateKeys } from '../certificates/queries.ts';
import { refreshLists } from './refresh-lists.ts';

/** Events of a busy line come by the hundred a second; lists are asked for again at most this often. */
const LIST_PAUSE_MS = 400;
const touched = new Set<string>();
let listTimer: ReturnType<typeof setTimeout> | undefined;

/** Puts an event into the history that is on screen and asks again for what it changed. */
export function recordEvent(queries: QueryClient, event: CertificateEvent): void {
  queries.setQueryData<Page<CertificateEvent>>(certificateKeys.events(event.certificate), (page) =>
    page === undefined || page.items.some((known) => known.id === event.id)
      ? page
      : { ...page, items: [...page.items, event] },
  );
  void queries.invalidateQueries({ queryKey: certificateKeys.detail(event.certificate) });
  touched.add(event.certificate);
  listTimer ??= setTimeout(() => {
    listTimer = undefined;
    const ids = new Set(touched);
    touched.clear();
    void refreshLists(queries, ids);
  }, LIST_PAUSE_MS);
}

/** Asks again for every certificate and list on screen: after a time in which nobody listened. */
export function refreshAll(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: certificateKeys.lists });
  void queries.invalidateQueries({ queryKey: certificateKeys.all });
}
