import { z } from 'zod';
import { ApiKeyIdSchema } from './ids.ts';
import { pageOf } from './page.ts';
import { storableText } from './storable-text.ts';

export const SCOPES = [
  'certificates:read',
  'certificates:request',
  'bundles:download',
  'keys:manage',
] as const;
export const ScopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof ScopeSchema>;

/** An API key as it is listed; the secret itself is shown once, when it is made. */
export const ApiKeySchema = z.object({
  id: ApiKeyIdSchema,
  name: z.string(),
  scopes: z.array(ScopeSchema),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKeySchema>;
export const ApiKeyPageSchema = pageOf(ApiKeySchema);

export const CreateApiKeySchema = z.strictObject({
  name: storableText(z.string().trim().min(1, 'Give the key a name.').max(100, 'At most 100 characters.')),
  scopes: z.array(ScopeSchema).min(1, 'Give at least one scope.'),
  validityDays: z
    .int('A whole number of days.')
    .min(1, 'At least 1 day.')
    .max(3650, 'At most 3,650 days.')
    .optional(),
});
export type CreateApiKey = z.infer<typeof CreateApiKeySchema>;

export const CreatedApiKeySchema = ApiKeySchema.extend({ secret: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKeySchema>;

/** Answer of `GET /v1/whoami`. */
export const WhoamiSchema = z.object({
  kind: z.enum(['user', 'api_key']),
  name: z.string(),
  team: z.object({ slug: z.string(), name: z.string() }),
  scopes: z.array(ScopeSchema),
});
export type Whoami = z.infer<typeof WhoamiSchema>;
