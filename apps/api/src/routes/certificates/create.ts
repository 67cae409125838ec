import { CertificateSchema, CreateCertificateSchema } from '@certline/contracts';
import { isSettled } from '@certline/domain';
import { requestCertificate } from '../../certificates/request-certificate.ts';
import type { Dependencies } from '../../dependencies.ts';
import { waitUntilSettled } from '../../events/wait-until-settled.ts';
import { json } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import { clientGone } from '../../http/client-gone.ts';
import { repeatableOf } from '../../http/create-once.ts';
import { CreateHeadersSchema, preferredWaitOf } from '../../http/request-headers.ts';
import { routeWithOwnBody } from '../../http/route.ts';

/** `POST /v1/certificates` */
export function createCertificate(dependencies: Dependencies) {
  return routeWithOwnBody(
    {
      method: 'post',
      path: '/v1/certificates',
      access: 'certificates:request',
      summary: 'Ask for a certificate',
      requestHeaders: CreateHeadersSchema,
      body: CreateCertificateSchema,
      answers: [
        {
          status: 202,
          description: 'Accepted and stored; `Location` is where to follow it.',
          contentType: 'application/json',
          schema: CertificateSchema,
        },
        {
          status: 201,
          description: 'With `Prefer: wait`: it ended in time (issued or failed).',
          contentType: 'application/json',
          schema: CertificateSchema,
        },
      ],
    },
    async ({ caller, request, response, requestId, body }) => {
      const askedAt = new Date();
      const repeatable = repeatableOf(request, caller, 'POST /v1/certificates', body);
      const waitSeconds = preferredWaitOf(request);
      const created = await requestCertificate(dependencies, {
        caller,
        requestId,
        body,
        repeatable,
        askedAt,
      });
      const headers = { Location: `/v1/certificates/${created.id}` };
      if (waitSeconds === null) return json(202, created, headers);

      const certificate = await waitUntilSettled(dependencies, caller.team.id, created.id, {
        timeoutMs: waitSeconds * 1000,
        signal: clientGone(response),
      });
      if (certificate === undefined) throw notFound();
      return json(isSettled(certificate.status) ? 201 : 202, certificate, {
        ...headers,
        'Preference-Applied': `wait=${waitSeconds}`,
      });
    },
  );
}
