import type { Certificate, Page } from '@certline/contracts';

/**
 * A long list with its first page fetched anew: what is new stands at its head, what changed is replaced, and
 * what was pushed down stays, so that no later page has to be asked for again.
 */
export function withFreshFirst(
  pages: readonly Page<Certificate>[],
  fresh: Page<Certificate>,
): Page<Certificate>[] {
  const isFresh = new Set(fresh.items.map((certificate) => certificate.id));
  return pages.map((page, index) => {
    const older = page.items.filter((certificate) => !isFresh.has(certificate.id));
    return { ...page, items: index === 0 ? [...fresh.items, ...older] : older };
  });
}

/** The same pages with some certificates replaced where they stand. */
export function withReplaced(
  pages: readonly Page<Certificate>[],
  changed: readonly Certificate[],
): Page<Certificate>[] {
  const byId = new Map(changed.map((certificate) => [certificate.id, certificate]));
  return pages.map((page) => ({
    ...page,
    items: page.items.map((certificate) => byId.get(certificate.id) ?? certificate),
  }));
}
