/** Media types of the files that are served. */
export const MEDIA_TYPES = {
  json: 'application/json',
  pem: 'application/x-pem-file',
  /** RFC 8555 9.1 */
  pemChain: 'application/pem-certificate-chain',
  /** RFC 2585 4.1 */
  certificate: 'application/pkix-cert',
  /** RFC 2585 4.2 */
  crl: 'application/pkix-crl',
  /** RFC 6960 appendix C.2 */
  ocspResponse: 'application/ocsp-response',
  zip: 'application/zip',
  gzip: 'application/gzip',
} as const;
