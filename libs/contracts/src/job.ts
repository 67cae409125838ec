import { z } from 'zod';
import { ChunkIdSchema } from './ids.ts';

/** What a `sign` job carries: an id, never a payload, for Redis holds no business data. */
export const SignJobSchema = z.strictObject({ chunk: ChunkIdSchema });
export type SignJob = z.infer<typeof SignJobSchema>;
