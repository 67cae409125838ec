import type { CreateCertificate, Fault, Profile } from '@certline/contracts';
import type { ParsedCsr } from '@certline/crypto';
import { CryptoError, parseCsr } from '@certline/crypto';
import type { Ruling } from './policy.ts';
import { decidePolicy } from './policy.ts';
import { DEFAULT_PROFILE, findProfile } from './profiles.ts';
import type { CertificateRequest } from './request.ts';
import { SELF_AUTHORITY } from './request.ts';
import { readNames, readSubject } from './requested-names.ts';
import { wholeDaysLeft } from './validity.ts';

const DEFAULT_AUTHORITY = 'default';

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
  const namedProfile = readProfile(body, faults);
  const profile = namedProfile ?? DEFAULT_PROFILE;
  const issuer = readAuthority(body, context, faults);
  const names = readNames(body, csr, faults);
  const subject = readSubject(body, csr, faults);

  const issuerNotAfter = issuer?.notAfter ?? null;
  const validityDays = body.validityDays ?? defaultValidityDays(profile, issuerNotAfter, context.now);
  const request: CertificateRequest = {
    ...names,
    subject,
    authority: issuer?.slug ?? DEFAULT_AUTHORITY,
    profile: profile.id,
    validityDays,
    keyAlgorithm: csr?.keyAlgorithm ?? body.key?.algorithm ?? 'ecdsa-p256',
    csr: csr?.der ?? null,
    ignored: csr === null ? [] : ignoredOf(csr),
    labels: body.labels ?? {},
  };
  // What is unknown has no rules that one could break; the fault above says all there is to say.
  const rulings =
    namedProfile === undefined
      ? []
      : decidePolicy(request, { profile, issuerNotAfter, now: context.now }).filter(
          ({ rule }) =>
            (issuer !== undefined || rule !== 'issuer_validity') &&
            (csr !== null || body.key?.csr === undefined || rule !== 'key_delivery'),
        );
  const refusals = rulings.filter((ruling) => !ruling.allowed);
  if (faults.length === 0 && refusals.length === 0) return { ok: true, request, rulings };
  return {
    ok: false,
    faults: [
      ...faults,
      ...refusals.map(({ path, rule, reason }) => ({
        path: writtenAt(path, body, csr),
        code: rule,
        message: reason,
      })),
    ],
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

function readProfile(body: CreateCertificate, faults: Fault[]): Profile | undefined {
  const profile = body.profile === undefined ? DEFAULT_PROFILE : findProfile(body.profile);
  if (profile !== undefined) return profile;
  faults.push({
    path: 'profile',
    code: 'profile_unknown',
    message: `There is no profile of that name; GET /v1/profiles lists them. The usual one is “${DEFAULT_PROFILE.id}”.`,
  });
  return undefined;
}

function readAuthority(
  body: CreateCertificate,
  { findAuthority }: ResolveContext,
  faults: Fault[],
): { slug: string; notAfter: Date | null } | undefined {
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
  return undefined;
}

/** The field that a ruling is about, or the CSR where that is what filled it. */
function writtenAt(path: string, body: CreateCertificate, csr: ParsedCsr | null): string {
  const isOfCsr = path === 'key.algorithm' || (path === 'sans' && body.sans === undefined);
  return csr !== null && isOfCsr ? 'key.csr' : path;
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
