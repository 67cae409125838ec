import type { Profile, RuleOutcome } from '@certline/contracts';
import type { CertificateRequest } from './request.ts';
import { isHostName, SELF_AUTHORITY } from './request.ts';
import { LONGEST_SELF_SIGNED_VALIDITY_DAYS, wholeDaysLeft } from './validity.ts';

/** What a decision rests on besides the request itself. */
export type PolicyContext = {
  profile: Profile;
  /** End of the issuing authority's own certificate; null when self-signed. */
  issuerNotAfter: Date | null;
  now: Date;
};

/** What one rule said, and which field of the request to change if it said no. */
export type Ruling = RuleOutcome & { path: string };
type Rule = {
  rule: string;
  path: string;
  judge: (request: CertificateRequest, context: PolicyContext) => Verdict;
};
type Verdict = { allowed: boolean; reason: string };

const allow = (reason: string): Verdict => ({ allowed: true, reason });
const refuse = (reason: string): Verdict => ({ allowed: false, reason });

const RULES: readonly Rule[] = [
  {
    rule: 'san_types',
    path: 'sans',
    judge: ({ sans }, { profile }) => {
      const types: readonly string[] = profile.sanTypes;
      const strangers = sans.filter((san) => !types.includes(san.type));
      return strangers.length === 0
        ? allow(`Profile “${profile.id}” takes these kinds of name.`)
        : refuse(
            `Profile “${profile.id}” takes ${profile.sanTypes.join(' and ')} names only; remove ${strangers.map((san) => `${san.type}:${san.value}`).join(', ')}.`,
          );
    },
  },
  {
    rule: 'wildcards',
    path: 'sans',
    judge: ({ sans }, { profile }) => {
      const wild = sans.filter((san) => san.type === 'dns' && san.value.startsWith('*.'));
      if (wild.length === 0) return allow('No wildcard is asked for.');
      return profile.wildcards
        ? allow(`Profile “${profile.id}” allows wildcards.`)
        : refuse(
            `Profile “${profile.id}” has no wildcards; name each host instead of ${wild.map((san) => san.value).join(', ')}.`,
          );
    },
  },
  {
    rule: 'key_algorithm',
    path: 'key.algorithm',
    judge: ({ keyAlgorithm }, { profile }) =>
      profile.keyAlgorithms.includes(keyAlgorithm)
        ? allow(`Profile “${profile.id}” allows ${keyAlgorithm} keys.`)
        : refuse(
            `Profile “${profile.id}” allows ${profile.keyAlgorithms.join(', ')}; ${keyAlgorithm} is not among them.`,
          ),
  },
  {
    // A key of Certline's making is fetched in a bundle only, and a bundle is for a host.
    rule: 'key_delivery',
    path: 'key',
    judge: ({ sans, csr, authority }, { profile }) => {
      if (csr !== null) return allow('The key stays with whoever made the CSR.');
      const types: readonly string[] = profile.sanTypes;
      const isForNoHost =
        sans.length > 0 && sans.every((san) => !isHostName(san) && types.includes(san.type));
      if (!isForNoHost) return allow('Certline makes the key and hands it out in a bundle.');
      const instead = authority === SELF_AUTHORITY ? 'Name' : 'Send a CSR of your own key, or name';
      return refuse(
        `A key that Certline makes is handed out in a bundle, and a bundle is for a host, which no name here is. ${instead} a host as well.`,
      );
    },
  },
  {
    rule: 'profile_validity',
    path: 'validityDays',
    judge: ({ validityDays, authority }, { profile }) => {
      const longest =
        authority === SELF_AUTHORITY ? LONGEST_SELF_SIGNED_VALIDITY_DAYS : profile.maximumValidityDays;
      const who = authority === SELF_AUTHORITY ? 'A self-signed certificate' : `Profile “${profile.id}”`;
      return validityDays <= longest
        ? allow(`${who} may last ${longest} days.`)
        : refuse(`${who} may last ${longest} days; ask for that or less, not ${validityDays}.`);
    },
  },
  {
    rule: 'issuer_validity',
    path: 'validityDays',
    judge: ({ validityDays }, { issuerNotAfter, now }) => {
      if (issuerNotAfter === null) return allow('A self-signed certificate has no issuer to outlive.');
      const left = wholeDaysLeft(now, issuerNotAfter);
      if (left < 1) {
        return refuse(
          'The issuer itself ends within a day or has ended already. Choose another authority, or ask your administrator to renew this one.',
        );
      }
      return validityDays <= left
        ? allow(`The issuer is valid for ${left} more days.`)
        : refuse(
            `The issuer itself ends in ${left} days, and a certificate cannot outlive its issuer; ask for ${left} days or less.`,
          );
    },
  },
];

/**
 * Judges a request by every rule, in a fixed order; allowed only when each ruling is. The same function
 * decides when a request comes in, before signing, and in `POST /v1/policy/check`.
 */
export function decidePolicy(request: CertificateRequest, context: PolicyContext): Ruling[] {
  return RULES.map(({ rule, path, judge }) => ({ rule, path, ...judge(request, context) }));
}
