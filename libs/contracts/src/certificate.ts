import { z } from 'zod';
import { SubjectSchema } from './create-certificate.ts';
import { CertificateIdSchema } from './ids.ts';
import { KeyAlgorithmSchema } from './key-algorithm.ts';
import { pageOf } from './page.ts';
import { storableText } from './storable-text.ts';

export const CERTIFICATE_STATUSES = [
  'awaiting_approval',
  'queued',
  'signing',
  'issued',
  'revoked',
  'rejected',
  'failed',
  'cancelled',
] as const;
export const CertificateStatusSchema = z.enum(CERTIFICATE_STATUSES);
export type CertificateStatus = z.infer<typeof CertificateStatusSchema>;

const timestamp = z.iso.datetime();

/** One certificate from the moment that it is asked for. Fields that are not known yet are null. */
export const CertificateSchema = z.object({
  id: CertificateIdSchema,
  status: CertificateStatusSchema,
  commonName: z.string().nullable(),
  sans: z.array(z.string()),
  subject: SubjectSchema,
  authority: z.string(),
  profile: z.string(),
  validityDays: z.int(),
  key: z.object({ algorithm: KeyAlgorithmSchema, source: z.enum(['certline', 'csr']) }),
  ignored: z
    .array(z.string())
    .meta({ description: 'What the CSR asked for and the profile does not take over.' }),
  notBefore: timestamp.nullable(),
  notAfter: timestamp.nullable(),
  serial: z.string().nullable().meta({ description: 'Lower-case hexadecimal, no separators.' }),
  fingerprintSha256: z.string().nullable().meta({ description: 'Of the DER, lower-case hexadecimal.' }),
  team: z.string(),
  requestedBy: z.string(),
  createdAt: timestamp,
  issuedAt: timestamp.nullable(),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  labels: z.record(z.string(), z.string()),
  batch: z.string().nullable(),
  renews: CertificateIdSchema.nullable(),
  renewedBy: CertificateIdSchema.nullable(),
});
export type Certificate = z.infer<typeof CertificateSchema>;
export const CertificatePageSchema = pageOf(CertificateSchema);

/** Query of `GET /v1/certificates`; `q` is a name prefix, domain suffix, serial or fingerprint prefix. */
export const ListCertificatesSchema = z.strictObject({
  q: storableText(z.string().max(253, 'At most 253 characters.')).optional(),
  status: CertificateStatusSchema.optional(),
  authority: storableText(z.string().max(64)).optional(),
  label: storableText(
    z.string().regex(/^[^:]{1,63}:.{0,256}$/, 'Write a label filter as name:value.'),
  ).optional(),
  expiresBefore: timestamp.optional(),
  batch: storableText(z.string().max(64)).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});
export type ListCertificates = z.infer<typeof ListCertificatesSchema>;
