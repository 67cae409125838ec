import { createECDH, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { concatBytes, fromHex } from '../der/bytes.ts';

/** The halves of a fresh key pair: PKCS#8 and SubjectPublicKeyInfo, DER. */
export interface KeyMaterial {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/**
 * The DER around the bare numbers of an EC key: PKCS#8 (RFC 5958) over SEC 1's ECPrivateKey (RFC 5915) and
 * SubjectPublicKeyInfo (RFC 5480) have a fixed length on a given curve, so all but the numbers is constant.
 */
const EC_ENCODINGS = {
  prime256v1: {
    scalarOctets: 32,
    privateHead: fromHex('308187 020100 3013 06072a8648ce3d0201 06082a8648ce3d030107 046d 306b 020101 0420'),
    privateMiddle: fromHex('a144 034200'),
    publicHead: fromHex('3059 3013 06072a8648ce3d0201 06082a8648ce3d030107 034200'),
  },
  secp384r1: {
    scalarOctets: 48,
    privateHead: fromHex('3081b6 020100 3010 06072a8648ce3d0201 06052b81040022 04819e 30819b 020101 0430'),
    privateMiddle: fromHex('a164 036200'),
    publicHead: fromHex('3076 3010 06072a8648ce3d0201 06052b81040022 036200'),
  },
} as const;

/**
 * An EC key pair, made at once. createECDH with the encoding added here takes a third of the time of
 * generateKeyPair, which builds key objects only to export and drop them.
 */
export function generateEcKeyPair(curve: keyof typeof EC_ENCODINGS): Promise<KeyMaterial> {
  const encoding = EC_ENCODINGS[curve];
  const ecdh = createECDH(curve);
  const point = ecdh.generateKeys();
  const number = ecdh.getPrivateKey();
  // getPrivateKey drops leading zeros; RFC 5915 3 wants the full length.
  const scalar = new Uint8Array(encoding.scalarOctets);
  scalar.set(number, encoding.scalarOctets - number.length);
  const privateKey = concatBytes(encoding.privateHead, scalar, encoding.privateMiddle, point);
  number.fill(0);
  scalar.fill(0);
  return Promise.resolve({ privateKey, publicKey: concatBytes(encoding.publicHead, point) });
}

const generateOnThreadPool = promisify(generateKeyPair) as unknown as (
  type: 'rsa' | 'ed25519',
  options: object,
) => Promise<KeyMaterial>;

/** A key pair made on the thread pool, for what would hold up the event loop or has no shorter way. */
export async function generatePoolKeyPair(
  type: 'rsa' | 'ed25519',
  options: { readonly modulusLength?: number; readonly publicExponent?: number },
): Promise<KeyMaterial> {
  const { privateKey, publicKey } = await generateOnThreadPool(type, {
    ...options,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  // Plain octets, not Buffers, whose slice() and comparison differ.
  const octets = { privateKey: new Uint8Array(privateKey), publicKey: new Uint8Array(publicKey) };
  privateKey.fill(0);
  return octets;
}
