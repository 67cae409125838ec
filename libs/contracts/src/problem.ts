import { z } from 'zod';
import { ERROR_CODES } from './error-codes.ts';
import { FaultSchema } from './fault.ts';

/** RFC 9457 problem details as every refusal of the API carries them. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(ERROR_CODES),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(FaultSchema).optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;
