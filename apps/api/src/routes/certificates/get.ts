import { CertificateSchema } from '@certline/contracts';
import { findCertificate } from '@certline/store';
import { certificateIdOf } from '../../certificates/certificate-id.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import { route } from '../../http/route.ts';

/** `GET /v1/certificates/{id}` */
export function getCertificate({ db }: Dependencies) {
  return route(
    {
      method: 'get',
      path: '/v1/certificates/{id}',
      access: 'certificates:read',
      summary: 'One certificate as it is now',
      answers: [
        {
          status: 200,
          description: 'The certificate.',
          contentType: 'application/json',
          schema: CertificateSchema,
        },
      ],
    },
    async (call) => {
      const certificate = await findCertificate(db, call.caller.team.id, certificateIdOf(call));
      if (certificate === undefined) throw notFound();
      return json(200, certificate);
    },
  );
}
