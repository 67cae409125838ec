import { z } from 'zod';
import { AuthorityIdSchema } from './ids.ts';
import { KeyAlgorithmSchema } from './key-algorithm.ts';
import { pageOf } from './page.ts';

/** A certificate authority that clients trust (root) or that signs leaves (intermediate). */
export const AuthoritySchema = z.object({
  id: AuthorityIdSchema,
  slug: z.string(),
  name: z.string(),
  kind: z.enum(['root', 'intermediate']),
  issuer: z.string().nullable().meta({ description: 'Slug of the authority above; null for a root.' }),
  isDefault: z.boolean(),
  keyAlgorithm: KeyAlgorithmSchema,
  subject: z.string(),
  serial: z.string(),
  fingerprintSha256: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  issuedCount: z.int(),
});
export type Authority = z.infer<typeof AuthoritySchema>;
export const AuthorityPageSchema = pageOf(AuthoritySchema);
