import { fromHex } from '../der/bytes.ts';
import { generateEcKeyPair, generatePoolKeyPair, type KeyMaterial } from './generators.ts';

export type KeyAlgorithm = 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'ecdsa-p256' | 'ecdsa-p384' | 'ed25519';

interface KeyAlgorithmSpec {
  /** What people call it. */
  readonly displayName: string;
  readonly bits: number;
  /** Making one takes long enough (tens of milliseconds and more) to deserve a job of its own. */
  readonly slow: boolean;
  /** An RSA signature takes a millisecond and more: it is made on the thread pool, the others are quicker than the way there. */
  readonly signsOnThreadPool: boolean;
  /** The digest to sign with; null where the algorithm has its own (Ed25519). */
  readonly digest: 'sha256' | 'sha384' | null;
  /** DER of the AlgorithmIdentifier that a signature by such a key carries. */
  readonly signatureAlgorithm: Uint8Array;
  readonly generate: () => Promise<KeyMaterial>;
}

// RFC 4055 5: the parameters of the RSA identifiers are NULL; RFC 5758 3.2 and RFC 8410 3: the others have none.
const SHA256_WITH_RSA = fromHex('300d 0609 2a864886f70d01010b 0500');
const ECDSA_WITH_SHA256 = fromHex('300a 0608 2a8648ce3d040302');
const ECDSA_WITH_SHA384 = fromHex('300a 0608 2a8648ce3d040303');
const ED25519 = fromHex('3005 0603 2b6570');

const rsa = (bits: number): KeyAlgorithmSpec => ({
  displayName: `RSA ${bits}`,
  bits,
  slow: true,
  signsOnThreadPool: true,
  digest: 'sha256',
  signatureAlgorithm: SHA256_WITH_RSA,
  generate: () => generatePoolKeyPair('rsa', { modulusLength: bits, publicExponent: 65537 }),
});

/** Every key algorithm, in one table: nothing below it decides by the name. */
export const KEY_ALGORITHMS: Readonly<Record<KeyAlgorithm, KeyAlgorithmSpec>> = {
  'rsa-2048': rsa(2048),
  'rsa-3072': rsa(3072),
  'rsa-4096': rsa(4096),
  'ecdsa-p256': {
    displayName: 'ECDSA P-256',
    bits: 256,
    slow: false,
    signsOnThreadPool: false,
    digest: 'sha256',
    signatureAlgorithm: ECDSA_WITH_SHA256,
    generate: () => generateEcKeyPair('prime256v1'),
  },
  'ecdsa-p384': {
    displayName: 'ECDSA P-384',
    bits: 384,
    slow: false,
    signsOnThreadPool: false,
    digest: 'sha384',
    signatureAlgorithm: ECDSA_WITH_SHA384,
    generate: () => generateEcKeyPair('secp384r1'),
  },
  ed25519: {
    displayName: 'Ed25519',
    bits: 256,
    slow: false,
    signsOnThreadPool: false,
    digest: null,
    signatureAlgorithm: ED25519,
    generate: () => generatePoolKeyPair('ed25519', {}),
  },
};
