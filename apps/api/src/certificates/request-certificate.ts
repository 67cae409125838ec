import type { Certificate, CertificateId } from '@certline/contracts';
import type { Acceptance, Database, IdempotencyScope, Tx } from '@certline/store';
import { acceptCertificate, checkIdempotency, findCertificate, rememberIdempotency } from '@certline/store';
import type { Caller } from '../access/caller.ts';
import { actorOf } from '../access/caller.ts';
import type { Dependencies } from '../dependencies.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import { handToQueue } from './hand-to-queue.ts';
import { readResolveContext } from './issuing-authorities.ts';
import { judgeBody, refusal } from './judge-request.ts';

/** A create as it came in, from someone who may make it. */
export type CreateCall = {
  caller: Caller;
  requestId: string;
  body: unknown;
  idempotencyKey: string | null;
  askedAt: Date;
};

type Taken = { certificate: Certificate; toQueue: Parameters<typeof handToQueue>[1] | null };

/**
 * Takes a request in, once: judged, stored and tied to its Idempotency-Key in one transaction, then handed to
 * the queue. A repeat gives the certificate of the first call as it is now.
 * @throws ApiError request_invalid, policy_refused, idempotency_mismatch, idempotency_in_progress
 */
export async function requestCertificate(dependencies: Dependencies, call: CreateCall): Promise<Certificate> {
  const { certificate, toQueue } = await dependencies.db.transaction().execute((tx) => takeIn(tx, call));
  if (toQueue !== null) handToQueue(dependencies, toQueue);
  return certificate;
}

async function takeIn(tx: Tx, call: CreateCall): Promise<Taken> {
  const { caller, body, idempotencyKey } = call;
  if (idempotencyKey === null) return accept(tx, call);
  const scope: IdempotencyScope = {
    team: caller.team.id,
    caller: `${caller.kind}:${caller.id}`,
    route: 'POST /v1/certificates',
    key: idempotencyKey,
    body: textOf(body),
  };
  const known = await checkIdempotency(tx, scope);
  switch (known.outcome) {
    case 'first': {
      const taken = await accept(tx, call);
      await rememberIdempotency(tx, scope, taken.certificate.id);
      return taken;
    }
    case 'repeat':
      return { certificate: await find(tx, caller, known.resource as CertificateId), toQueue: null };
    case 'mismatch':
      throw new ApiError(
        'idempotency_mismatch',
        'This Idempotency-Key came with another body before. Use a new key for a new request.',
      );
    case 'in_progress':
      throw new ApiError(
        'idempotency_in_progress',
        'The first call with this Idempotency-Key is still running. Repeat this one in a moment.',
        { headers: { 'Retry-After': '1' } },
      );
  }
}

async function accept(tx: Tx, { caller, requestId, body, askedAt }: CreateCall): Promise<Taken> {
  const context = await readResolveContext(tx, askedAt);
  const resolution = judgeBody(body, context);
  if (!resolution.ok) throw refusal(resolution);
  const { request, rulings } = resolution;
  const acceptance: Acceptance = {
    team: caller.team.id,
    authorityId: context.authorities.find(({ slug }) => slug === request.authority)?.id ?? null,
    request,
    actor: actorOf(caller),
    requestId,
    askedAt,
    allowedAt: new Date(),
    rules: rulings.map(({ rule, allowed, reason }) => ({ rule, allowed, reason })),
  };
  const { certificate, chunk, dispatch } = await acceptCertificate(tx, acceptance);
  return { certificate: await find(tx, caller, certificate), toQueue: { chunk, dispatch, lane: 'portal' } };
}

async function find(db: Database | Tx, { team }: Caller, id: CertificateId): Promise<Certificate> {
  const certificate = await findCertificate(db, team.id, id);
  if (certificate === undefined) throw notFound();
  return certificate;
}

/** The body as text to compare, for what JSON can say; one nested too deep was never accepted. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ApiError('request_invalid', 'The body is nested deeper than any request is.', { cause: error });
  }
}
