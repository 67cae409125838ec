import type { Certificate, Page } from '@certline/contracts';
import { CertificatePageSchema, ListCertificatesSchema } from '@certline/contracts';
import { listCertificates } from '@certline/store';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { cursorAfter, readCursor } from '../../http/cursor.ts';
import { route } from '../../http/route.ts';

/** `GET /v1/certificates` */
export function listCertificatesRoute({ db }: Dependencies) {
  return route(
    {
      method: 'get',
      path: '/v1/certificates',
      access: 'certificates:read',
      summary: 'List the team’s certificates, newest first',
      query: ListCertificatesSchema,
      answers: [
        {
          status: 200,
          description: 'A page of certificates.',
          contentType: 'application/json',
          schema: CertificatePageSchema,
        },
      ],
    },
    async ({ caller, query }) => {
      const { cursor, ...filter } = query;
      const after = cursor === undefined ? null : readCursor(cursor);
      const { items, nextCursor } = await listCertificates(db, caller.team.id, { ...filter, after });
      const page: Page<Certificate> = {
        items,
        nextCursor: nextCursor === null ? null : cursorAfter(nextCursor),
      };
      return json(200, page);
    },
  );
}
