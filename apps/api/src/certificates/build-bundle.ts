import type { BundleRequest } from '@certline/contracts';
import type { BundleInput } from '@certline/bundle';
import { archive, BundleError, renderNginxBundle, withChecksums } from '@certline/bundle';
import type { Sealer } from '@certline/crypto';
import { encryptPrivateKeyPem, pemEncode } from '@certline/crypto';
import { primaryName } from '@certline/domain';
import { ApiError } from '../http/api-error.ts';
import type { Turns } from '../http/turns.ts';
import { csrOf } from './csr.ts';
import type { IssuedCertificate } from './issued-certificate.ts';
import { openLeafKey } from './leaf-key.ts';

/** An archive to download; `holdsKey` when the private key is in it. */
export type BuiltBundle = { bytes: Uint8Array; fileName: string; holdsKey: boolean };

/**
 * Puts a certificate's files together; a passphrase waits for its turn.
 * @throws ApiError request_invalid for unsafe options; unavailable when too many passphrases wait
 */
export async function buildBundle(
  issued: IssuedCertificate,
  options: BundleRequest,
  leafKeys: Sealer,
  encryption: Turns,
): Promise<BuiltBundle> {
  const { commonName, sans, notBefore, notAfter, fingerprintSha256 } = issued.resource;
  if (notBefore === null || notAfter === null || fingerprintSha256 === null) {
    throw new Error(`Certificate ${issued.resource.id} is issued but has no dates or fingerprint.`);
  }
  const { passphrase } = options;
  const key = openLeafKey(issued, leafKeys);
  if (key === null && passphrase !== undefined) {
    throw new ApiError('request_invalid', 'Certline does not have this key, so it cannot encrypt it.', {
      faults: [
        {
          path: 'passphrase',
          code: 'key_not_held',
          message: 'The key is with whoever made the CSR; leave the passphrase out.',
        },
      ],
    });
  }
  const input: BundleInput = {
    primaryName: primaryName(commonName, sans),
    sans,
    certificatePem: pemEncode('CERTIFICATE', issued.certificate),
    intermediatesPem: issued.intermediates.map((der) => pemEncode('CERTIFICATE', der)),
    rootPem: pemEncode('CERTIFICATE', issued.root),
    csrPem: pemEncode('CERTIFICATE REQUEST', await csrOf(issued, leafKeys)),
    privateKeyPem: key === null ? null : pemEncode('PRIVATE KEY', key),
    encryptedPrivateKeyPem:
      key === null || passphrase === undefined
        ? null
        : await encryption.take(() => encryptPrivateKeyPem(key, passphrase)),
    notAfter,
    fingerprintSha256,
  };
  const files = withChecksums(render(input, options));
  const folder = files[0]?.path.split('/')[0] ?? 'certificate';
  return {
    bytes: archive(files, options.archive, new Date(notBefore)),
    fileName: `${folder}.${options.archive}`,
    holdsKey: key !== null,
  };
}

function render(input: BundleInput, { nginx }: BundleRequest): ReturnType<typeof renderNginxBundle> {
  try {
    return renderNginxBundle(input, nginx);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new ApiError('request_invalid', 'The options have faults; `errors` names each one.', {
      faults: error.faults,
    });
  }
}
