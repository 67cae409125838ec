import { DerReader } from '../der/reader.ts';
import { contextConstructed, TAG } from '../der/tags.ts';

export interface PssParameters {
  readonly digest: 'sha256' | 'sha384' | 'sha512';
  readonly saltLength: number;
}

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const DIGESTS: Readonly<Record<string, PssParameters['digest']>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * The parameters of an RSASSA-PSS AlgorithmIdentifier (RFC 4055 3.1); undefined for another algorithm, for the
 * defaults (which mean SHA-1), and where the digests of message and mask differ.
 * @throws CryptoError `der_*`.
 */
export function readPssParameters(algorithmIdentifier: Uint8Array): PssParameters | undefined {
  const reader = DerReader.only(algorithmIdentifier, TAG.sequence);
  if (reader.readObjectIdentifier() !== RSASSA_PSS) return undefined;
  const parameters = reader.openOptional(TAG.sequence);
  const digest = readDigest(parameters?.openOptional(contextConstructed(0)));
  const mask = parameters?.openOptional(contextConstructed(1))?.open(TAG.sequence);
  const salt = parameters?.openOptional(contextConstructed(2));
  if (parameters === undefined || digest === undefined || mask === undefined) return undefined;
  if (mask.readObjectIdentifier() !== MGF1 || readDigest(mask) !== digest) return undefined;
  // What is left could only be a trailer field other than the one that exists.
  parameters.finish();
  reader.finish();
  return { digest, saltLength: salt === undefined ? 20 : salt.readSmallInteger() };
}

function readDigest(reader: DerReader | undefined): PssParameters['digest'] | undefined {
  const identifier = reader?.open(TAG.sequence);
  return identifier && DIGESTS[identifier.readObjectIdentifier()];
}
