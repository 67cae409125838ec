import type { Certificate, CreateCertificate, KeyAlgorithmName, SubjectFields } from '@certline/contracts';
import { splitNames } from './split-names.ts';

/** The form as it is typed. An empty text means "not said": the API fills in its default. */
export interface FormState {
  names: string;
  authority: string;
  profile: string;
  keySource: 'certline' | 'csr';
  algorithm: KeyAlgorithmName;
  csr: string;
  subject: Record<keyof SubjectFields, string>;
  validityDays: string;
  labels: string;
}

export const EMPTY_FORM: FormState = {
  names: '',
  authority: 'default',
  profile: 'server',
  keySource: 'certline',
  algorithm: 'ecdsa-p256',
  csr: '',
  subject: { country: '', state: '', locality: '', organization: '', organizationalUnit: '' },
  validityDays: '',
  labels: '',
};

/** X.520: a common name has at most 64 characters; a longer host name stands among the SANs alone. */
const LONGEST_COMMON_NAME = 64;

/** The request that the form makes. */
export function bodyOf(form: FormState): CreateCertificate {
  const body: CreateCertificate = { profile: form.profile, authority: form.authority };
  const names = splitNames(form.names);
  const [first] = names;
  if (first !== undefined) {
    body.sans = names;
    if (first.length <= LONGEST_COMMON_NAME && !/^(email|uri):/.test(first)) body.commonName = first;
  }
  body.key = form.keySource === 'csr' ? { csr: form.csr } : { algorithm: form.algorithm };
  const subject = Object.fromEntries(
    Object.entries(form.subject).flatMap(([field, text]) =>
      text.trim() === '' ? [] : [[field, text.trim()]],
    ),
  );
  if (Object.keys(subject).length > 0) body.subject = subject;
  if (form.validityDays.trim() !== '') body.validityDays = Number(form.validityDays);
  const labels = labelsOf(form.labels);
  if (Object.keys(labels).length > 0) body.labels = labels;
  return body;
}

/** `env:prod, tier:web` as name and value; `env=prod` is understood as well. */
function labelsOf(text: string): Record<string, string> {
  const pairs = text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const at = word.search(/[:=]/);
      return at === -1 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
    });
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** Whether there is anything to ask about yet. */
export function hasRequest(form: FormState): boolean {
  return form.keySource === 'csr' ? form.csr.trim() !== '' : splitNames(form.names).length > 0;
}

/** A form that asks for the same again. The key is new, so a CSR is not taken over. */
export function formLike(certificate: Certificate): FormState {
  const { commonName, sans } = certificate;
  const names = commonName === null ? sans : [commonName, ...sans.filter((name) => name !== commonName)];
  return {
    ...EMPTY_FORM,
    names: names.join('\n'),
    authority: certificate.authority,
    profile: certificate.profile,
    algorithm: certificate.key.algorithm,
    subject: { ...EMPTY_FORM.subject, ...filledIn(certificate.subject) },
    validityDays: String(certificate.validityDays),
    labels: Object.entries(certificate.labels)
      .map(([name, value]) => `${name}:${value}`)
      .join(', '),
  };
}

function filledIn(subject: SubjectFields): Partial<FormState['subject']> {
  return Object.fromEntries(Object.entries(subject).filter(([, text]) => text !== undefined));
}
