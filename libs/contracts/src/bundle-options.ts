import { z } from 'zod';

/** nginx part of the bundle options; values are checked for safety by `libs/bundle`. */
export const NginxOptionsSchema = z.strictObject({
  version: z.string().optional(),
  profile: z.enum(['modern', 'intermediate']).optional(),
  directory: z.string().optional(),
  redirect: z.boolean().optional(),
  hsts: z.boolean().optional(),
  upstream: z.string().nullable().optional(),
  root: z.string().nullable().optional(),
});
export type NginxOptions = z.infer<typeof NginxOptionsSchema>;

/** Body of `POST /v1/certificates/{id}/bundle`. */
export const BundleRequestSchema = z.strictObject({
  target: z.literal('nginx').default('nginx'),
  archive: z.enum(['zip', 'tar.gz']).default('zip'),
  passphrase: z
    .string()
    .min(8, 'At least 8 characters.')
    .max(1024, 'At most 1,024 characters.')
    .optional()
    .meta({ description: 'Adds the key once more, encrypted with it. Never stored.' }),
  nginx: NginxOptionsSchema.optional(),
});
export type BundleRequest = z.infer<typeof BundleRequestSchema>;
