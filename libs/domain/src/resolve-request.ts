import type { CreateCertificate, Fault, Profile } from '@certline/contracts';
import type { ParsedCsr, SubjectAltName } from '@certline/crypto';
import { CryptoError, parseCsr } from '@certline/crypto';
import { checkSubject, parseSubjectAltName } from '@certline/crypto/names';
import type { Ruling } from './policy.ts';
import { decidePolicy } from './policy.ts';
import { DEFAULT_PROFILE, findProfile } from './profiles.ts';
import type { CertificateRequest } from './request.ts';
import { SELF_AUTHORITY } from './request.ts';
import { wholeDaysLeft } from './validity.ts';

const DEFAULT_AUTHORITY = 'default';
const LONGEST_COMMON_NAME = 64; // RFC 5280 appendix A: ub-common-name

/** What the request is read against. */
export type ResolveContext = {
  now: Date;
  /** The issuing authority that the body names (or the default one); undefined when there is none. */
  findAuthority: (slugOrId: string) => { slug: string; notAfter: Date } | undefined;
};

export type Resolution =
  | { ok: true; request: CertificateRequest; rulings: Ruling[] }
  | { ok: false; faults: Fault[]; rulings: Ruling[]; refusedByPolicy: boolean };

/** Reads a create body into a normalised request and judges it; every fault is reported at once. */
export function resolveRequest(body: CreateCertificate, context: ResolveContext): Resolution {
  const faults: Fault[] = [];
  const csr = readCsr(body, faults);
  const profile = readProfile(body, faults);
  const issuer = readAuthority(body, context, faults);
  const names = readNames(body, csr, faults);
  const subject = readSubject(body, csr, faults);

  const validityDays = body.validityDays ?? defaultValidityDays(profile, issuer.notAfter, context.now);
  const request: CertificateRequest = {
    ...names,
    subject,
    authority: issuer.slug,
    profile: profile.id,
    validityDays,
    keyAlgorithm: csr?.keyAlgorithm ?? body.key?.algorithm ?? 'ecdsa-p256',
    csr: csr?.der ?? null,
    ignored: csr === null ? [] : ignoredOf(csr),
    labels: body.labels ?? {},
  };
  const rulings = decidePolicy(request, { profile, issuerNotAfter: issuer.notAfter, now: context.now });
  const refusals = rulings.filter((ruling) => !ruling.allowed);
  if (faults.length === 0 && refusals.length === 0) return { ok: true, request, rulings };
  return {
    ok: false,
    faults: [...faults, ...refusals.map(({ path, rule, reason }) => ({ path, code: rule, message: reason }))],
    rulings,
    refusedByPolicy: faults.length === 0,
  };
}

function readCsr(body: CreateCertificate, faults: Fault[]): ParsedCsr | null {
  if (body.key?.csr === undefined) return null;
  if (body.authority === SELF_AUTHORITY) {
    faults.push({
      path: 'key.csr',
      code: 'csr_not_possible',
      message:
        'A self-signed certificate is signed with its own key, so Certline must make the key: leave the CSR out.',
    });
    return null;
  }
  try {
    return parseCsr(body.key.csr);
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    faults.push({ path: 'key.csr', code: error.code, message: error.message });
    return null;
  }
}

function readProfile(body: CreateCertificate, faults: Fault[]): Profile {
  const profile = body.profile === undefined ? DEFAULT_PROFILE : findProfile(body.profile);
  if (profile !== undefined) return profile;
  faults.push({
    path: 'profile',
    code: 'profile_unknown',
    message: `There is no profile of that name; GET /v1/profiles lists them. The usual one is “${DEFAULT_PROFILE.id}”.`,
  });
  return DEFAULT_PROFILE;
}

function readAuthority(
  body: CreateCertificate,
  { findAuthority }: ResolveContext,
  faults: Fault[],
): { slug: string; notAfter: Date | null } {
  const wanted = body.authority ?? DEFAULT_AUTHORITY;
  if (wanted === SELF_AUTHORITY) return { slug: SELF_AUTHORITY, notAfter: null };
  const authority = findAuthority(wanted);
  if (authority !== undefined) return authority;
  faults.push({
    path: 'authority',
    code: 'authority_unknown',
    message:
      'There is no issuing authority of that name; GET /v1/authorities lists them. The usual one is “default”.',
  });
  return { slug: wanted, notAfter: null };
}

function readNames(
  body: CreateCertificate,
  csr: ParsedCsr | null,
  faults: Fault[],
): { commonName: string | null; sans: SubjectAltName[] } {
  const sans = new Map<string, SubjectAltName>();
  const read = (text: string, path: string): SubjectAltName | null => {
    const parsed = parseSubjectAltName(text);
    if (!parsed.ok) {
      faults.push({ path, code: parsed.code, message: parsed.message });
      return null;
    }
    sans.set(`${parsed.value.type}:${parsed.value.value}`, parsed.value);
    return parsed.value;
  };

  const commonNameText = body.commonName ?? csr?.subject.commonName;
  const commonName = commonNameText === undefined ? null : read(commonNameText, 'commonName');
  if (commonName !== null && commonName.value.length > LONGEST_COMMON_NAME) {
    faults.push({
      path: 'commonName',
      code: 'common_name_too_long',
      message: `A common name has at most ${LONGEST_COMMON_NAME} characters. Put this name into \`sans\` and leave \`commonName\` out: clients read only the SANs.`,
    });
  }
  const texts =
    body.sans ??
    csr?.sans.map((san) =>
      san.type === 'dns' || san.type === 'ip' ? san.value : `${san.type}:${san.value}`,
    ) ??
    [];
  texts.forEach((text, index) => read(text, `sans.${index}`));

  if (commonNameText === undefined && texts.length === 0) {
    faults.push({
      path: csr === null ? 'commonName' : 'key.csr',
      code: 'name_missing',
      message: 'Name at least one host: `commonName`, `sans`, or a CSR that has one.',
    });
  }
  return { commonName: commonName?.value ?? null, sans: [...sans.values()] };
}

function readSubject(
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
  faults.push(...found.map((fault) => ({ ...fault, path: fromCsr ? 'key.csr' : `subject.${fault.path}` })));
  return subject;
}

function ignoredOf(csr: ParsedCsr): string[] {
  return [
    ...csr.unknownSubjectAttributes.map((attribute) => `subject attribute ${attribute}`),
    ...csr.requestedExtensions.map((extension) => `extension ${extension.name}`),
  ];
}

function defaultValidityDays(profile: Profile, issuerNotAfter: Date | null, now: Date): number {
  if (issuerNotAfter === null) return profile.defaultValidityDays;
  // An issuer near its end still serves those who did not ask for a length; policy refuses below one day.
  return Math.max(1, Math.min(profile.defaultValidityDays, wholeDaysLeft(now, issuerNotAfter)));
}
