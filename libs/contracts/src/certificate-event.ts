import { z } from 'zod';
import { CertificateIdSchema } from './ids.ts';
import { pageOf } from './page.ts';

/** The moments in a certificate's life, in the order in which they can come. */
export const CERTIFICATE_EVENT_TYPES = [
  'certificate.requested',
  'certificate.allowed',
  'certificate.queued',
  'certificate.delayed',
  'certificate.signing',
  'certificate.signed',
  'certificate.issued',
  'certificate.failed',
  'certificate.retried',
  'certificate.cancelled',
  'certificate.key_downloaded',
] as const;
export const CertificateEventTypeSchema = z.enum(CERTIFICATE_EVENT_TYPES);
export type CertificateEventType = z.infer<typeof CertificateEventTypeSchema>;

/** An entry of a certificate's history and of the team's event stream. */
export const CertificateEventSchema = z.object({
  id: z.string().meta({ description: 'Position in the team’s stream; resume after it with Last-Event-ID.' }),
  type: CertificateEventTypeSchema,
  certificate: CertificateIdSchema,
  at: z.iso.datetime(),
  actor: z.string(),
  detail: z.string(),
});
export type CertificateEvent = z.infer<typeof CertificateEventSchema>;
export const CertificateEventPageSchema = pageOf(CertificateEventSchema);
