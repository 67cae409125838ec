import type { Answer } from '../../http/answer.ts';
import { content } from '../../http/answer.ts';
import { MEDIA_TYPES } from '../../http/media-types.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

/**
 * RFC 6960 4.2.1: an OCSPResponse with the status tryLater (3) and no responseBytes. Such an answer is never
 * signed (2.3), and it is the honest one: there is no responder yet, so nothing is said of any certificate.
 */
const TRY_LATER = Uint8Array.of(0x30, 0x03, 0x0a, 0x01, 0x03);

const answer = (): Promise<Answer> => Promise.resolve(content(MEDIA_TYPES.ocspResponse, TRY_LATER));
const answers = [
  { status: 200, description: 'An OCSPResponse: tryLater.', contentType: MEDIA_TYPES.ocspResponse },
];

/** `/pki/ocsp` by POST, and by GET with the request in the path (RFC 6960 appendix A.1). */
export function ocspRoutes(): Route[] {
  return [
    {
      method: 'post',
      path: '/pki/ocsp',
      access: 'public',
      summary: 'OCSP request in the body',
      answers,
      bodyReader: 'nobody',
      handle: answer,
    },
    route(
      {
        method: 'get',
        path: '/pki/ocsp/{request}',
        access: 'public',
        summary: 'OCSP request in the path',
        answers,
      },
      answer,
    ),
  ];
}
