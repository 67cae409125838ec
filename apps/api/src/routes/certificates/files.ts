import { pemEncode } from '@certline/crypto';
import { certificateIdOf } from '../../certificates/certificate-id.ts';
import { csrOf } from '../../certificates/csr.ts';
import type { IssuedCertificate } from '../../certificates/issued-certificate.ts';
import { readIssuedCertificate } from '../../certificates/issued-certificate.ts';
import type { Dependencies } from '../../dependencies.ts';
import { content } from '../../http/answer.ts';
import { MEDIA_TYPES } from '../../http/media-types.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

type File = {
  name: string;
  summary: string;
  contentType: string;
  read: (issued: IssuedCertificate, dependencies: Dependencies) => string | Uint8Array | Promise<string>;
};

const certificatePem = (der: Uint8Array): string => pemEncode('CERTIFICATE', der);

const FILES: readonly File[] = [
  {
    name: 'certificate.pem',
    summary: 'The certificate alone, in PEM',
    contentType: MEDIA_TYPES.pem,
    read: ({ certificate }) => certificatePem(certificate),
  },
  {
    name: 'chain.pem',
    summary: 'The certificate and its intermediates, in PEM',
    contentType: MEDIA_TYPES.pemChain,
    read: ({ certificate, intermediates }) => [certificate, ...intermediates].map(certificatePem).join(''),
  },
  {
    name: 'certificate.der',
    summary: 'The certificate alone, in DER',
    contentType: MEDIA_TYPES.certificate,
    read: ({ certificate }) => certificate,
  },
  {
    name: 'csr.pem',
    summary: 'The certificate request: the one sent, or one by the key that Certline made',
    contentType: MEDIA_TYPES.pem,
    read: async (issued, { leafKeys }) => pemEncode('CERTIFICATE REQUEST', await csrOf(issued, leafKeys)),
  },
];

/** `GET /v1/certificates/{id}/…`: the files of an issued certificate, none of them secret. */
export function certificateFiles(dependencies: Dependencies): Route[] {
  return FILES.map(({ name, summary, contentType, read }) =>
    route(
      {
        method: 'get',
        path: `/v1/certificates/{id}/${name}`,
        access: 'certificates:read',
        summary,
        answers: [{ status: 200, description: 'The file.', contentType }],
      },
      async (call) => {
        const issued = await readIssuedCertificate(
          dependencies.db,
          call.caller.team.id,
          certificateIdOf(call),
        );
        return content(contentType, await read(issued, dependencies));
      },
    ),
  );
}
