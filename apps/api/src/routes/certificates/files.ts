import type { CertificateId, TeamId } from '@certline/contracts';
import { pemEncode } from '@certline/crypto';
import { certificateIdOf } from '../../certificates/certificate-id.ts';
import { readCsr } from '../../certificates/csr.ts';
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
  read: (dependencies: Dependencies, team: TeamId, id: CertificateId) => Promise<string | Uint8Array>;
};

const certificatePem = (der: Uint8Array): string => pemEncode('CERTIFICATE', der);

/** A file that there is once the certificate is issued. */
const ofIssued =
  (make: (issued: IssuedCertificate) => string | Uint8Array): File['read'] =>
  async ({ db }, team, id) =>
    make(await readIssuedCertificate(db, team, id));

const FILES: readonly File[] = [
  {
    name: 'certificate.pem',
    summary: 'The certificate alone, in PEM',
    contentType: MEDIA_TYPES.pem,
    read: ofIssued(({ certificate }) => certificatePem(certificate)),
  },
  {
    name: 'chain.pem',
    summary: 'The certificate and its intermediates, in PEM',
    contentType: MEDIA_TYPES.pemChain,
    read: ofIssued(({ certificate, intermediates }) =>
      [certificate, ...intermediates].map(certificatePem).join(''),
    ),
  },
  {
    name: 'certificate.der',
    summary: 'The certificate alone, in DER',
    contentType: MEDIA_TYPES.certificate,
    read: ofIssued(({ certificate }) => certificate),
  },
  {
    name: 'csr.pem',
    summary: 'The certificate request: the one sent, at any time, or one by the key that Certline made',
    contentType: MEDIA_TYPES.pem,
    read: async ({ db, leafKeys }, team, id) =>
      pemEncode('CERTIFICATE REQUEST', await readCsr(db, leafKeys, team, id)),
  },
];

/** `GET /v1/certificates/{id}/…`: the files of a certificate, none of them secret. */
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
      async (call) =>
        content(contentType, await read(dependencies, call.caller.team.id, certificateIdOf(call))),
    ),
  );
}
