import type { PolicyCheck } from '@certline/contracts';
import { CreateCertificateSchema, PolicyCheckSchema } from '@certline/contracts';
import { subjectAltNameText, validityPeriod } from '@certline/domain';
import { z } from 'zod';
import type { Context } from '../certificates/issuing-authorities.ts';
import { readResolveContext } from '../certificates/issuing-authorities.ts';
import { judgeBody } from '../certificates/judge-request.ts';
import type { Dependencies } from '../dependencies.ts';
import { json } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import { mapInGoes } from '../http/in-goes.ts';
import { routeWithOwnBody } from '../http/route.ts';

const MOST_REQUESTS = 1000;
/** A body with a CSR takes most of a millisecond: others get their turn after so many. */
const IN_ONE_GO = 16;

/** `POST /v1/policy/check`: what a create would come to, without making it. */
export function policyCheck({ db }: Dependencies) {
  return routeWithOwnBody(
    {
      method: 'post',
      path: '/v1/policy/check',
      access: 'certificates:request',
      summary: 'What policy says of one create body, or of a list of them; writes nothing',
      body: z.union([CreateCertificateSchema, z.array(CreateCertificateSchema).max(MOST_REQUESTS)]),
      answers: [
        {
          status: 200,
          description: 'The check of the body, or a list in the order of the bodies.',
          contentType: 'application/json',
          schema: z.union([PolicyCheckSchema, z.array(PolicyCheckSchema)]),
        },
      ],
    },
    async ({ body }) => {
      const context = await readResolveContext(db, new Date());
      if (!Array.isArray(body)) return json(200, check(body, context));
      if (body.length > MOST_REQUESTS) {
        throw new ApiError('request_invalid', `Check at most ${MOST_REQUESTS} requests at once.`);
      }
      return json(200, await mapInGoes(body, IN_ONE_GO, (one: unknown) => check(one, context)));
    },
  );
}

function check(body: unknown, context: Context): PolicyCheck {
  const resolution = judgeBody(body, context);
  const rules = resolution.rulings.map(({ rule, allowed, reason }) => ({ rule, allowed, reason }));
  if (!resolution.ok) return { allowed: false, rules, errors: resolution.faults, wouldIssue: null };
  const { commonName, sans, profile, authority, keyAlgorithm, validityDays, ignored } = resolution.request;
  const issuer = context.authorities.find(({ slug }) => slug === authority) ?? null;
  return {
    allowed: true,
    rules,
    errors: [],
    wouldIssue: {
      commonName,
      sans: sans.map(subjectAltNameText),
      profile,
      authority,
      keyAlgorithm,
      notAfter: validityPeriod(context.now, validityDays, issuer).notAfter.toISOString(),
      ignored,
    },
  };
}
