import type { Authority, Page } from '@certline/contracts';
import { AuthorityPageSchema, AuthoritySchema } from '@certline/contracts';
import { countIssued, listAuthorities } from '@certline/store';
import { describeAuthority } from '../../authorities/describe.ts';
import { findAuthorityIn } from '../../certificates/issuing-authorities.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

/** `GET /v1/authorities` and `/v1/authorities/{id}`: whom clients must trust, and who signs. */
export function authorityRoutes({ db }: Dependencies): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/authorities',
        access: 'signed_in',
        summary: 'All authorities, roots first',
        answers: [
          {
            status: 200,
            description: 'All authorities.',
            contentType: 'application/json',
            schema: AuthorityPageSchema,
          },
        ],
      },
      async ({ caller }) => {
        const [authorities, counts] = await Promise.all([
          listAuthorities(db),
          countIssued(db, caller.team.id),
        ]);
        const items = authorities.map((authority) => describeAuthority(authority, authorities, counts));
        return json(200, { items, nextCursor: null } satisfies Page<Authority>);
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/authorities/{id}',
        access: 'signed_in',
        summary: 'One authority, by id, slug or `default`',
        answers: [
          {
            status: 200,
            description: 'The authority.',
            contentType: 'application/json',
            schema: AuthoritySchema,
          },
        ],
      },
      async ({ caller, parameters }) => {
        const [authorities, counts] = await Promise.all([
          listAuthorities(db),
          countIssued(db, caller.team.id),
        ]);
        const authority = findAuthorityIn(authorities, parameters['id'] ?? '');
        if (authority === undefined) throw notFound();
        return json(200, describeAuthority(authority, authorities, counts));
      },
    ),
  ];
}
