import { setImmediate } from 'node:timers/promises';

/** Maps in goes of `size` items; between two of them other callers get their turn. */
export async function mapInGoes<Item, Result>(
  items: readonly Item[],
  size: number,
  map: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % size === 0) await setImmediate();
    results.push(map(item));
  }
  return results;
}
