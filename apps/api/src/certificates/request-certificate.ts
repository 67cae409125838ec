import type { Certificate, CertificateId } from '@certline/contracts';
import type { SignDispatch } from '@certline/queue/enqueue';
import type { Acceptance, Tx } from '@certline/store';
import { acceptCertificate, findCertificate } from '@certline/store';
import type { Caller } from '../access/caller.ts';
import { actorOf } from '../access/caller.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../http/api-error.ts';
import type { Repeatable } from '../http/create-once.ts';
import { createOnce } from '../http/create-once.ts';
import { handToQueue } from './hand-to-queue.ts';
import { readResolveContext } from './issuing-authorities.ts';
import { judgeBody, refusal } from './judge-request.ts';

/** A create as it came in, from someone who may make it. */
export type CreateCall = {
  caller: Caller;
  requestId: string;
  body: unknown;
  repeatable: Repeatable;
  askedAt: Date;
};

/**
 * Takes a request in, once: judged, stored and tied to its Idempotency-Key in one transaction, then handed to
 * the queue. A repeat gives the certificate of the first call as it is now.
 * @throws ApiError request_invalid, policy_refused, idempotency_mismatch, idempotency_in_progress
 */
export async function requestCertificate(dependencies: Dependencies, call: CreateCall): Promise<Certificate> {
  const { certificate, work } = await dependencies.db.transaction().execute((tx) =>
    createOnce<Taken>(tx, call.repeatable, {
      create: async () => {
        const { certificate: id, chunk, dispatch } = await accept(tx, call);
        const taken: Taken = {
          certificate: await find(tx, call.caller, id),
          work: { chunk, dispatch, lane: 'portal' },
        };
        return { resource: id, result: taken };
      },
      repeat: async (resource) => ({
        certificate: await find(tx, call.caller, resource as CertificateId),
        work: null,
      }),
    }),
  );
  if (work !== null) handToQueue(dependencies, work);
  return certificate;
}

type Taken = { certificate: Certificate; work: SignDispatch | null };

async function accept(tx: Tx, { caller, requestId, body, askedAt }: CreateCall) {
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
  return acceptCertificate(tx, acceptance);
}

async function find(tx: Tx, { team }: Caller, id: CertificateId): Promise<Certificate> {
  const certificate = await findCertificate(tx, team.id, id);
  if (certificate === undefined) throw notFound();
  return certificate;
}
