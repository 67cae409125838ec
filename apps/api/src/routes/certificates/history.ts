import type { CertificateEvent, Page } from '@certline/contracts';
import { CertificateEventPageSchema } from '@certline/contracts';
import { listHistory } from '@certline/store';
import { certificateIdOf } from '../../certificates/certificate-id.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import { route } from '../../http/route.ts';

/** `GET /v1/certificates/{id}/events` */
export function certificateHistory({ db }: Dependencies) {
  return route(
    {
      method: 'get',
      path: '/v1/certificates/{id}/events',
      access: 'certificates:read',
      summary: 'A certificate’s history, oldest first',
      answers: [
        {
          status: 200,
          description: 'All its events.',
          contentType: 'application/json',
          schema: CertificateEventPageSchema,
        },
      ],
    },
    async (call) => {
      const items = await listHistory(db, call.caller.team.id, certificateIdOf(call));
      // Every certificate has at least the event of its request.
      if (items.length === 0) throw notFound();
      return json(200, { items, nextCursor: null } satisfies Page<CertificateEvent>);
    },
  );
}
