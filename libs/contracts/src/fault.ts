import { z } from 'zod';

/** Where in a body a fault stands and what to do about it. `path` is dotted: `subject.country`, `sans.3`. */
export const FaultSchema = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
});
export type Fault = z.infer<typeof FaultSchema>;
