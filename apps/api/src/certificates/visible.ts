import { CertificateIdSchema } from '@certline/contracts';
import type { Database } from '@certline/store';
import { findCertificate } from '@certline/store';
import type { MaySee } from '../access/gatekeeper.ts';

/** Whether a caller may read the certificate that a path names. What else has ids cannot be seen without its scope. */
export function certificateIsVisible(db: Database): MaySee {
  return async ({ scopes, team }, path, id) => {
    if (!path.startsWith('/v1/certificates/') || !scopes.has('certificates:read')) return false;
    const parsed = CertificateIdSchema.safeParse(id);
    return parsed.success && (await findCertificate(db, team.id, parsed.data)) !== undefined;
  };
}
