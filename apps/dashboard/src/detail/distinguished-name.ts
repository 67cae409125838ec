import type { Certificate } from '@certline/contracts';

/** In the order in which Certline writes them; the common name comes last. */
const PARTS = [
  ['C', 'country'],
  ['ST', 'state'],
  ['L', 'locality'],
  ['O', 'organization'],
  ['OU', 'organizationalUnit'],
] as const;

/** The subject on one line, as OpenSSL would print it: `C=US, O=Imdst, CN=test.imdst.com`. */
export function distinguishedName({
  subject,
  commonName,
}: Pick<Certificate, 'subject' | 'commonName'>): string {
  const parts = PARTS.flatMap(([short, field]) => {
    const value = subject[field];
    return value === undefined ? [] : [`${short}=${value}`];
  });
  return [...parts, ...(commonName === null ? [] : [`CN=${commonName}`])].join(', ');
}
