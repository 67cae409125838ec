import { assembleCrl } from '@certline/crypto';
import { findCrl, listAuthorities } from '@certline/store';
import type { AuthorityRecord, Database } from '@certline/store';
import type { Dependencies } from '../../dependencies.ts';
import { content } from '../../http/answer.ts';
import { ApiError, notFound } from '../../http/api-error.ts';
import { MEDIA_TYPES } from '../../http/media-types.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

const LONGEST_CRL_CACHE_SECONDS = 3600;

/** `GET /pki/{authority}.crt` and `.crl`: what certificates point to (RFC 5280 4.2.1.13 and 4.2.2.1), DER. */
export function pkiRoutes({ db }: Dependencies): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/pki/{authority}.crt',
        access: 'public',
        summary: 'An authority’s certificate, in DER',
        answers: [{ status: 200, description: 'The certificate.', contentType: MEDIA_TYPES.certificate }],
      },
      async ({ parameters }) => {
        const authority = await findBySlug(db, parameters['authority']);
        return content(MEDIA_TYPES.certificate, authority.certificate, {
          'Cache-Control': 'public, max-age=86400',
        });
      },
    ),
    route(
      {
        method: 'get',
        path: '/pki/{authority}.crl',
        access: 'public',
        summary: 'An authority’s newest revocation list, in DER',
        answers: [{ status: 200, description: 'The list.', contentType: MEDIA_TYPES.crl }],
      },
      async ({ parameters }) => {
        const authority = await findBySlug(db, parameters['authority']);
        const crl = await findCrl(db, authority.id);
        if (crl === undefined) {
          throw new ApiError(
            'unavailable',
            'The first revocation list of this authority is not signed yet.',
            {
              headers: { 'Retry-After': '5' },
            },
          );
        }
        const secondsLeft = Math.floor((crl.nextUpdate.getTime() - Date.now()) / 1000);
        const maxAge = Math.max(0, Math.min(LONGEST_CRL_CACHE_SECONDS, secondsLeft));
        return content(MEDIA_TYPES.crl, assembleCrl(crl.toBeSigned, crl.signature), {
          'Cache-Control': `public, max-age=${maxAge}`,
        });
      },
    ),
  ];
}

async function findBySlug(db: Database, slug: string | undefined): Promise<AuthorityRecord> {
  const authority = (await listAuthorities(db)).find((candidate) => candidate.slug === slug);
  if (authority === undefined) throw notFound();
  return authority;
}
