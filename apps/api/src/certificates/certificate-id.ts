import type { AnyCall } from '../http/route.ts';
import { CertificateIdSchema } from '@certline/contracts';
import type { CertificateId } from '@certline/contracts';
import { notFound } from '../http/api-error.ts';

/** The certificate that the path names. @throws ApiError not_found for what cannot be an id */
export function certificateIdOf({ parameters }: Pick<AnyCall, 'parameters'>): CertificateId {
  const parsed = CertificateIdSchema.safeParse(parameters['id']);
  if (!parsed.success) throw notFound();
  return parsed.data;
}
