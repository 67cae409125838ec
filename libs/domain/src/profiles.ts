import type { Profile } from '@certline/contracts';
import { KEY_ALGORITHM_NAMES } from '@certline/contracts';

// Apple's platforms refuse TLS server certificates of more than 825 days even under a root that the
// user installed (support.apple.com/103769), so a longer one would not be trusted HTTPS.
const LONGEST_TLS_VALIDITY_DAYS = 825;

/** The profiles that every installation has. */
const PROFILES = {
  server: {
    id: 'server',
    name: 'TLS server',
    description: 'For web servers and other services that clients connect to.',
    purpose: 'tls-server',
    keyAlgorithms: [...KEY_ALGORITHM_NAMES],
    defaultValidityDays: 90,
    maximumValidityDays: LONGEST_TLS_VALIDITY_DAYS,
    wildcards: true,
    sanTypes: ['dns', 'ip'],
  },
  client: {
    id: 'client',
    name: 'TLS client',
    description: 'For programs and people that prove who they are to a server.',
    purpose: 'tls-client',
    keyAlgorithms: [...KEY_ALGORITHM_NAMES],
    defaultValidityDays: 90,
    maximumValidityDays: LONGEST_TLS_VALIDITY_DAYS,
    wildcards: false,
    sanTypes: ['dns', 'ip', 'email', 'uri'],
  },
} as const satisfies Record<string, Profile>;

export const DEFAULT_PROFILE = PROFILES.server;

/** All profiles, in the order in which the portal offers them. */
export function listProfiles(): Profile[] {
  return Object.values(PROFILES);
}

/** The profile of that id, or undefined. */
export function findProfile(id: string): Profile | undefined {
  return listProfiles().find((profile) => profile.id === id);
}
