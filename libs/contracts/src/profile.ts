import { z } from 'zod';
import { FaultSchema } from './fault.ts';
import { KeyAlgorithmSchema } from './key-algorithm.ts';
import { pageOf } from './page.ts';

/** What a kind of certificate may be: shown in the portal, decided by `libs/domain`. */
export const ProfileSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  purpose: z.enum(['tls-server', 'tls-client']),
  keyAlgorithms: z.array(KeyAlgorithmSchema),
  defaultValidityDays: z.int(),
  maximumValidityDays: z.int(),
  wildcards: z.boolean(),
  sanTypes: z.array(z.enum(['dns', 'ip', 'email', 'uri'])),
});
export type Profile = z.infer<typeof ProfileSchema>;
export const ProfilePageSchema = pageOf(ProfileSchema);

/** What one rule said. */
export const RuleOutcomeSchema = z.object({
  rule: z.string(),
  allowed: z.boolean(),
  reason: z.string(),
});
export type RuleOutcome = z.infer<typeof RuleOutcomeSchema>;

/** Answer of `POST /v1/policy/check` for one request: what would be issued, or every fault. */
export const PolicyCheckSchema = z.object({
  allowed: z.boolean(),
  rules: z.array(RuleOutcomeSchema),
  errors: z.array(FaultSchema),
  wouldIssue: z
    .object({
      commonName: z.string().nullable(),
      sans: z.array(z.string()),
      profile: z.string(),
      authority: z.string(),
      keyAlgorithm: KeyAlgorithmSchema,
      notAfter: z.iso.datetime(),
      ignored: z.array(z.string()),
    })
    .nullable(),
});
export type PolicyCheck = z.infer<typeof PolicyCheckSchema>;
