import type { KeyAlgorithmName } from '@certline/contracts';

/** What each key algorithm is called and whom it is for. */
export const KEY_ALGORITHMS = {
  'ecdsa-p256': {
    name: 'ECDSA P-256',
    hint: 'Fast and understood everywhere. The right one unless you know otherwise.',
  },
  'ecdsa-p384': { name: 'ECDSA P-384', hint: 'Where a rule asks for 192 bits of strength.' },
  ed25519: { name: 'Ed25519', hint: 'Modern; browsers do not accept it yet. For programs that you control.' },
  'rsa-2048': { name: 'RSA 2048', hint: 'For very old clients.' },
  'rsa-3072': { name: 'RSA 3072', hint: 'For old clients, where a rule asks for 128 bits of strength.' },
  'rsa-4096': { name: 'RSA 4096', hint: 'Slow to make and to use; seldom worth it.' },
} satisfies Record<KeyAlgorithmName, { name: string; hint: string }>;

export const KEY_ALGORITHM_NAMES = Object.keys(KEY_ALGORITHMS) as KeyAlgorithmName[];
