import type { PkiUrls } from '@certline/crypto';

/** Where certificates of an authority point to for its list, its responder and its own certificate. */
export function pkiUrlsOf(pkiUrl: string, authority: string): PkiUrls {
  return {
    crl: `${pkiUrl}/pki/${authority}.crl`,
    ocsp: `${pkiUrl}/pki/ocsp`,
    issuerCertificate: `${pkiUrl}/pki/${authority}.crt`,
  };
}
