import { z } from 'zod';

/** The shape of every list: items, newest first unless said otherwise, and where the next page starts. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export type Page<Item> = { items: Item[]; nextCursor: string | null };
