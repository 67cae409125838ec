/** What a Mozilla profile asks of nginx. */
type TlsProfile = { protocols: readonly string[]; ciphers: readonly string[] };

// Mozilla Server Side TLS 6.0, https://ssl-config.mozilla.org/guidelines/6.0.json. Its intermediate list has
// no finite-field DHE any more, so no dhparam file is needed. TLS 1.3 suites are OpenSSL's own.
export const TLS_PROFILES = {
  modern: { protocols: ['TLSv1.3'], ciphers: [] },
  intermediate: {
    protocols: ['TLSv1.2', 'TLSv1.3'],
    ciphers: [
      'ECDHE-ECDSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-GCM-SHA256',
      'ECDHE-ECDSA-AES256-GCM-SHA384',
      'ECDHE-RSA-AES256-GCM-SHA384',
      'ECDHE-ECDSA-CHACHA20-POLY1305',
      'ECDHE-RSA-CHACHA20-POLY1305',
    ],
  },
} as const satisfies Record<string, TlsProfile>;

// The guidelines put X25519MLKEM768 first, which only OpenSSL 3.5 and later know: an unknown curve stops nginx.
export const TLS_CURVES = ['X25519', 'prime256v1', 'secp384r1'];

/** Two years, the guidelines' least. */
export const HSTS_MAX_AGE_SECONDS = 63_072_000;
