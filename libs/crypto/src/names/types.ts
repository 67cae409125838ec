/** A distinguished name in the parts that Certline writes; absent and never empty when not wanted. */
export interface Subject {
  readonly country?: string;
  readonly state?: string;
  readonly locality?: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly commonName?: string;
}

/** A name in canonical form: lower-case A-labels, canonical IP text, an address or URI in ASCII. */
export interface SubjectAltName {
  readonly type: 'dns' | 'ip' | 'email' | 'uri';
  readonly value: string;
}
