import { pemEncode } from '@certline/crypto';
import type { AuthorityRecord } from '@certline/store';
import { listAuthorities } from '@certline/store';
import { chainAbove } from '../../certificates/chain.ts';
import { findAuthorityIn } from '../../certificates/issuing-authorities.ts';
import type { Dependencies } from '../../dependencies.ts';
import { content } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import { MEDIA_TYPES } from '../../http/media-types.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

type File = {
  name: string;
  summary: string;
  contentType: string;
  /** Picks from the authorities from the one asked for up to its root. */
  pick: (chain: AuthorityRecord[]) => AuthorityRecord[];
};

const FILES: readonly File[] = [
  {
    name: 'certificate.pem',
    summary: 'The authority’s own certificate, in PEM',
    contentType: MEDIA_TYPES.pem,
    pick: (chain) => chain.slice(0, 1),
  },
  {
    name: 'chain.pem',
    summary: 'The authority and those above it up to the root, in PEM',
    contentType: MEDIA_TYPES.pemChain,
    pick: (chain) => chain,
  },
  {
    name: 'root.pem',
    summary: 'The root above the authority, for clients to trust, in PEM',
    contentType: MEDIA_TYPES.pem,
    pick: (chain) => chain.slice(-1),
  },
];

/** `GET /v1/authorities/{id}/….pem` */
export function authorityFiles({ db }: Dependencies): Route[] {
  return FILES.map(({ name, summary, contentType, pick }) =>
    route(
      {
        method: 'get',
        path: `/v1/authorities/{id}/${name}`,
        access: 'signed_in',
        summary,
        answers: [{ status: 200, description: 'The file.', contentType }],
      },
      async ({ parameters }) => {
        const authorities = await listAuthorities(db);
        const authority = findAuthorityIn(authorities, parameters['id'] ?? '');
        if (authority === undefined) throw notFound();
        const texts = pick(chainAbove(authorities, authority.id)).map(({ certificate }) =>
          pemEncode('CERTIFICATE', certificate),
        );
        return content(contentType, texts.join(''));
      },
    ),
  );
}
