import type { CreateCertificate, Fault } from '@certline/contracts';
import { MOST_SANS } from '@certline/contracts';
import type { ParsedCsr, SubjectAltName } from '@certline/crypto';
import { checkSubject, parseSubjectAltName } from '@certline/crypto/names';
import type { CertificateRequest } from './request.ts';
import { SELF_AUTHORITY, subjectAltNameText } from './request.ts';

const LONGEST_COMMON_NAME = 64; // RFC 5280 appendix A: ub-common-name
const CSR_PATH = 'key.csr';

/** A name as it was written, and how a fault in it is told: a CSR has no fields that one could point to. */
type Written = { text: string; path: string; before: string };

/**
 * Common name and SANs, from the body or, where it names none, from the CSR. The common name is always among
 * the SANs, each name stands there once. Faults are added to `faults`.
 */
export function readNames(
  body: CreateCertificate,
  csr: ParsedCsr | null,
  faults: Fault[],
): { commonName: string | null; sans: SubjectAltName[] } {
  const sans = new Map<string, SubjectAltName>();
  const read = ({ text, path, before }: Written): SubjectAltName | null => {
    const parsed = parseSubjectAltName(text);
    if (!parsed.ok) {
      faults.push({ path, code: parsed.code, message: `${before}${parsed.message}` });
      return null;
    }
    sans.set(`${parsed.value.type}:${parsed.value.value}`, parsed.value);
    return parsed.value;
  };

  const writtenCommonName = commonNameOf(body, csr);
  const commonName = writtenCommonName === null ? null : read(writtenCommonName);
  if (writtenCommonName !== null && commonName !== null)
    judgeCommonName(commonName, writtenCommonName, faults);
  const writtenSans = sansOf(body, csr);
  for (const san of writtenSans) read(san);

  if (sans.size > MOST_SANS) {
    faults.push({
      path: body.sans === undefined && csr !== null ? CSR_PATH : 'sans',
      code: 'too_many_names',
      message: `${sans.size} names are too many: a certificate has at most ${MOST_SANS}, the common name included. Share them out over several certificates.`,
    });
  }
  // What an unreadable CSR names cannot be known: its own fault is enough to say.
  const isCsrUnreadable = csr === null && body.key?.csr !== undefined && body.authority !== SELF_AUTHORITY;
  if (writtenCommonName === null && writtenSans.length === 0 && !isCsrUnreadable) {
    faults.push({
      path: csr === null ? 'commonName' : CSR_PATH,
      code: 'name_missing',
      message: 'Name at least one host: `commonName`, `sans`, or a CSR that has one.',
    });
  }
  return { commonName: commonName?.value ?? null, sans: [...sans.values()] };
}

/** The subject besides the common name, from the body or, where it has none, from the CSR. */
export function readSubject(
  body: CreateCertificate,
  csr: ParsedCsr | null,
  faults: Fault[],
): CertificateRequest['subject'] {
  const fromCsr = body.subject === undefined && csr !== null;
  const { country, state, locality, organization, organizationalUnit } = fromCsr
    ? csr.subject
    : (body.subject ?? {});
  const subject = {
    ...(country === undefined ? {} : { country }),
    ...(state === undefined ? {} : { state }),
    ...(locality === undefined ? {} : { locality }),
    ...(organization === undefined ? {} : { organization }),
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
  };
  const found = checkSubject(subject);
  faults.push(
    ...found.map(({ path, code, message }) => ({
      path: fromCsr ? CSR_PATH : `subject.${path}`,
      code,
      message: fromCsr ? `The subject of the CSR: ${message}` : message,
    })),
  );
  return subject;
}

function commonNameOf(body: CreateCertificate, csr: ParsedCsr | null): Written | null {
  if (body.commonName !== undefined) return { text: body.commonName, path: 'commonName', before: '' };
  const text = csr?.subject.commonName;
  return text === undefined ? null : { text, path: CSR_PATH, before: 'The common name of the CSR: ' };
}

function sansOf(body: CreateCertificate, csr: ParsedCsr | null): Written[] {
  if (body.sans !== undefined)
    return body.sans.map((text, index) => ({ text, path: `sans.${index}`, before: '' }));
  return (csr?.sans ?? []).map((san, index) => ({
    text: subjectAltNameText(san),
    path: CSR_PATH,
    before: `Name ${index + 1} of the CSR: `,
  }));
}

function judgeCommonName(name: SubjectAltName, { path, before }: Written, faults: Fault[]): void {
  if (name.type !== 'dns' && name.type !== 'ip') {
    faults.push({
      path,
      code: 'common_name_not_a_host',
      message: `${before}A common name is a host name or IP address. Put this one into \`sans\` instead.`,
    });
  }
  if (name.value.length > LONGEST_COMMON_NAME) {
    const instead =
      path === CSR_PATH
        ? 'Give a shorter `commonName` beside the CSR, or make the CSR without one.'
        : 'Put this name into `sans` and leave `commonName` out: clients read only the SANs.';
    faults.push({
      path,
      code: 'common_name_too_long',
      message: `${before}A common name has at most ${LONGEST_COMMON_NAME} characters. ${instead}`,
    });
  }
}
