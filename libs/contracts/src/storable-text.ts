import type { z } from 'zod';

// Postgres stores neither U+0000 nor halves of surrogate pairs; the other control characters have no business
// in a name or a search either.
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** Text that may be stored and shown: whoever sends control characters is told so, not answered with a fault of ours. */
export const storableText = (text: z.ZodString) =>
  text.refine((value) => !UNSTORABLE.test(value), 'Leave out control characters.');
