import type { BundleRequest } from '@certline/contracts';
import { BundleRequestSchema } from '@certline/contracts';
import { recordEvent } from '@certline/store';
import type { Caller } from '../../access/caller.ts';
import { actorOf } from '../../access/caller.ts';
import { buildBundle } from '../../certificates/build-bundle.ts';
import { certificateIdOf } from '../../certificates/certificate-id.ts';
import { readIssuedCertificate } from '../../certificates/issued-certificate.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Answer } from '../../http/answer.ts';
import { content } from '../../http/answer.ts';
import { MEDIA_TYPES } from '../../http/media-types.ts';
import type { AnyCall, Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';
import type { Turns } from '../../http/turns.ts';
import { createTurns } from '../../http/turns.ts';

const COMMON = {
  path: '/v1/certificates/{id}/bundle',
  access: 'bundles:download',
  answers: [
    { status: 200, description: 'The archive.', contentType: MEDIA_TYPES.zip },
    { status: 200, description: 'The archive.', contentType: MEDIA_TYPES.gzip },
  ],
} as const;

/** `POST` and `GET /v1/certificates/{id}/bundle`: the files for a server, built when asked for, never stored. */
export function bundleRoutes(dependencies: Dependencies): Route[] {
  // 600,000 rounds of PBKDF2 hold a thread of libuv's four for each.
  const encryption = createTurns({ atOnce: 2, waiting: 16 });
  return [
    route({ ...COMMON, method: 'get', summary: 'The nginx bundle with the defaults' }, (call) =>
      download(dependencies, encryption, call, BundleRequestSchema.parse({})),
    ),
    route(
      {
        ...COMMON,
        method: 'post',
        summary: 'The nginx bundle',
        body: BundleRequestSchema.prefault({}),
      },
      (call) => download(dependencies, encryption, call, call.body),
    ),
  ];
}

async function download(
  { db, leafKeys }: Dependencies,
  encryption: Turns,
  call: Pick<AnyCall, 'parameters' | 'request' | 'requestId'> & { caller: Caller },
  options: BundleRequest,
): Promise<Answer> {
  const { caller, request, requestId } = call;
  const id = certificateIdOf(call);
  const issued = await readIssuedCertificate(db, caller.team.id, id);
  const bundle = await buildBundle(issued, options, leafKeys, encryption);
  // HEAD comes here too (express), and takes no key with it.
  if (bundle.holdsKey && request.method !== 'HEAD') {
    // On record before the first byte of the key leaves.
    await db.transaction().execute((tx) =>
      recordEvent(
        tx,
        { team: caller.team.id, certificate: id },
        {
          at: new Date().toISOString(),
          actor: actorOf(caller),
          requestId,
          event: { type: 'certificates.key_downloaded', certificates: [id] },
        },
      ),
    );
  }
  return content(options.archive === 'zip' ? MEDIA_TYPES.zip : MEDIA_TYPES.gzip, bundle.bytes, {
    'Content-Disposition': `attachment; filename="${bundle.fileName}"`,
  });
}
