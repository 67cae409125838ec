import type { Certificate } from '@certline/contracts';
import { CertificateSchema } from '@certline/contracts';
import { cancelCertificate, findCertificate, retryCertificate } from '@certline/store';
import { actorOf } from '../../access/caller.ts';
import { certificateIdOf } from '../../certificates/certificate-id.ts';
import { handToQueue } from '../../certificates/hand-to-queue.ts';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { ApiError, notFound } from '../../http/api-error.ts';
import { route } from '../../http/route.ts';

const answers = (description: string) => [
  { status: 200, description, contentType: 'application/json', schema: CertificateSchema },
];

/** `POST /v1/certificates/{id}/cancel` */
export function cancelCertificateRoute({ db }: Dependencies) {
  return route(
    {
      method: 'post',
      path: '/v1/certificates/{id}/cancel',
      access: 'certificates:request',
      summary: 'Cancel a certificate that nobody has begun to sign',
      answers: answers('The cancelled certificate.'),
    },
    async (call) => {
      const id = certificateIdOf(call);
      const { caller, requestId } = call;
      const certificate = await db.transaction().execute(async (tx) => {
        const moved = await cancelCertificate(tx, id, {
          team: caller.team.id,
          actor: actorOf(caller),
          requestId,
        });
        const now = await findCertificate(tx, caller.team.id, id);
        if (now === undefined) throw notFound();
        if (!moved) {
          throw conflict(
            now,
            'Only one that still waits can be cancelled; from signing on its serial number exists.',
          );
        }
        return now;
      });
      return json(200, certificate);
    },
  );
}

/** `POST /v1/certificates/{id}/retry` */
export function retryCertificateRoute(dependencies: Dependencies) {
  const { db } = dependencies;
  return route(
    {
      method: 'post',
      path: '/v1/certificates/{id}/retry',
      access: 'certificates:request',
      summary: 'Send a failed certificate through the line again',
      answers: answers('The certificate, queued again.'),
    },
    async (call) => {
      const id = certificateIdOf(call);
      const { caller, requestId } = call;
      const { certificate, work } = await db.transaction().execute(async (tx) => {
        const again = await retryCertificate(tx, id, {
          team: caller.team.id,
          actor: actorOf(caller),
          requestId,
        });
        const now = await findCertificate(tx, caller.team.id, id);
        if (now === undefined) throw notFound();
        if (again === null) {
          throw conflict(
            now,
            'Only one that failed before its serial number was committed can be retried; ask for a new one.',
          );
        }
        return { certificate: now, work: again };
      });
      handToQueue(dependencies, { ...work, lane: 'portal' });
      return json(200, certificate);
    },
  );
}

const conflict = ({ status }: Certificate, rule: string): ApiError =>
  new ApiError('state_conflict', `This certificate is ${status.replace('_', ' ')}. ${rule}`);
