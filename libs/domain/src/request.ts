import type { KeyAlgorithmName, Labels } from '@certline/contracts';
import type { Subject, SubjectAltName } from '@certline/crypto';

export type { SubjectAltName } from '@certline/crypto';
export { serialNumberHex } from '@certline/crypto';

/** Who signs: an authority of ours, or the certificate itself. */
export const SELF_AUTHORITY = 'self';

/** A request whose every field has been read and normalised; what policy decides about. */
export type CertificateRequest = {
  commonName: string | null;
  sans: SubjectAltName[];
  /** Without the common name, which stands on its own. */
  subject: Omit<Subject, 'commonName'>;
  /** An authority's slug, or `self`. */
  authority: string;
  profile: string;
  validityDays: number;
  keyAlgorithm: KeyAlgorithmName;
  /** PKCS#10 DER when the requester keeps the key. */
  csr: Uint8Array | null;
  /** What the CSR asked for and the profile does not take over. */
  ignored: string[];
  labels: Labels;
};

/** The text that the API uses for a SAN: bare for DNS and IP, typed for the others. */
export function subjectAltNameText(san: SubjectAltName): string {
  switch (san.type) {
    case 'dns':
    case 'ip':
      return san.value;
    case 'email':
    case 'uri':
      return `${san.type}:${san.value}`;
  }
}

/** Whether a SAN names something that one can connect to. */
export const isHostName = ({ type }: Pick<SubjectAltName, 'type'>): boolean =>
  type === 'dns' || type === 'ip';

const TYPE_OF_NO_HOST = /^(?:email|uri):/;

/**
 * The name that a certificate goes by: its common name, else its first host, else its first SAN without its type.
 * @param sans as `subjectAltNameText` writes them
 */
export function primaryName(commonName: string | null, sans: readonly string[]): string {
  const host = commonName ?? sans.find((text) => !TYPE_OF_NO_HOST.test(text));
  return host ?? sans[0]?.replace(TYPE_OF_NO_HOST, '') ?? 'certificate';
}
