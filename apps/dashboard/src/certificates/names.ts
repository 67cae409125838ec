import type { Certificate } from '@certline/contracts';

/** What a certificate is called on screen: its common name, else its first other name. */
export function displayName(certificate: Pick<Certificate, 'commonName' | 'sans'>): string {
  return certificate.commonName ?? certificate.sans[0] ?? 'Certificate without a name';
}

export function otherNames(certificate: Pick<Certificate, 'commonName' | 'sans'>): string[] {
  const shown = displayName(certificate);
  return certificate.sans.filter((name) => name !== shown);
}
