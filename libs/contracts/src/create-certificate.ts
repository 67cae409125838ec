import { z } from 'zod';
import { KeyAlgorithmSchema } from './key-algorithm.ts';
import { storableText } from './storable-text.ts';

/** The parts of a distinguished name besides the common name, which stands on its own. */
export const SubjectSchema = z.strictObject({
  country: z.string().optional(),
  state: z.string().optional(),
  locality: z.string().optional(),
  organization: z.string().optional(),
  organizationalUnit: z.string().optional(),
});
export type SubjectFields = z.infer<typeof SubjectSchema>;

const KeyRequestSchema = z
  .strictObject({
    algorithm: KeyAlgorithmSchema.optional(),
    csr: z
      .string()
      .max(32_768, 'A CSR has at most 32,768 characters.')
      .optional()
      .meta({ description: 'A PKCS#10 request in PEM. Certline then never has the key.' }),
  })
  .refine((key) => (key.algorithm === undefined) !== (key.csr === undefined), {
    message: 'Give either `algorithm` (Certline makes the key) or `csr` (you keep it).',
  });

const LABEL_KEY = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;
const LabelsSchema = z
  .record(
    z.string().regex(LABEL_KEY, 'A label name has 1 to 63 of a-z, 0-9, dot, dash and underscore.'),
    storableText(z.string().max(256, 'A label value has at most 256 characters.')),
  )
  .refine((labels) => Object.keys(labels).length <= 20, 'At most 20 labels.');
export type Labels = z.infer<typeof LabelsSchema>;

/** Most names in one certificate, wherever they come from. */
export const MOST_SANS = 100;

/** Body of `POST /v1/certificates`. Only a name (`commonName`, `sans` or a CSR) is needed. */
export const CreateCertificateSchema = z.strictObject({
  commonName: z.string().optional(),
  subject: SubjectSchema.optional(),
  sans: z.array(z.string()).max(MOST_SANS, `At most ${MOST_SANS} names in one certificate.`).optional(),
  authority: z.string().min(1).max(64).optional(),
  profile: z.string().min(1).max(64).optional(),
  validityDays: z.int('A whole number of days.').min(1, 'At least 1 day.').optional(),
  key: KeyRequestSchema.optional(),
  labels: LabelsSchema.optional(),
});
export type CreateCertificate = z.infer<typeof CreateCertificateSchema>;
