import { z } from 'zod';

export const KEY_ALGORITHM_NAMES = [
  'ecdsa-p256',
  'ecdsa-p384',
  'ed25519',
  'rsa-2048',
  'rsa-3072',
  'rsa-4096',
] as const;
export const KeyAlgorithmSchema = z.enum(
  KEY_ALGORITHM_NAMES,
  `Choose one of ${KEY_ALGORITHM_NAMES.join(', ')}.`,
);
export type KeyAlgorithmName = z.infer<typeof KeyAlgorithmSchema>;
