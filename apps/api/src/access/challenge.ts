/** RFC 9110 11.6.1: every 401 names a way to sign in; RFC 6750 3 gives the form of this one. */
export const SIGN_IN_CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="Certline"' };
