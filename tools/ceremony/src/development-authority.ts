import { randomBytes } from 'node:crypto';
import type { KeyPair } from '@certline/crypto';
import {
  assembleCertificate,
  fingerprintSha256,
  generateKeyPair,
  intermediateToBeSigned,
  rootToBeSigned,
  serialNumberFrom,
  signerFromPrivateKey,
} from '@certline/crypto';
import { sealKeyFile } from '@certline/keystore';
import { pkiUrlsOf } from '@certline/domain';
import type { AuthorityRecord } from '@certline/store';
import {
  holdAuthorities,
  insertAuthority,
  listAuthorities,
  newAuthorityId,
  openStore,
} from '@certline/store';

const DAY_MS = 86_400_000;
const ROOT_DAYS = 3650;
const INTERMEDIATE_DAYS = 1825;
// The first leaf is asked for seconds later and backdated by minutes; it must lie within its issuer's period.
const BACKDATE_MS = 3_600_000;

export type DevelopmentAuthority = { root: Uint8Array; intermediate: Uint8Array; created: boolean };

/**
 * Makes a development root and an intermediate below it, unless the database has authorities already.
 * Their keys are sealed into the keystore before the database names them: a crash in between leaves at most
 * keys that nothing uses, never an authority without its key. Of several callers at once one makes them.
 * @param databaseUrl as the owner, for no running part may add an authority.
 * @returns the certificates' DER.
 * @throws Error when there are authorities, but no root with a default one: what is missing is not made up.
 */
export async function ensureDevelopmentAuthority(options: {
  databaseUrl: string;
  keystoreDirectory: string;
  keystoreKey: Uint8Array;
  pkiUrl: string | undefined;
  now: Date;
}): Promise<DevelopmentAuthority> {
  const store = openStore(options.databaseUrl, { connections: 1, onError: () => undefined });
  try {
    return await store.db.transaction().execute(async (tx): Promise<DevelopmentAuthority> => {
      await holdAuthorities(tx);
      const known = await listAuthorities(tx);
      const root = known.find((authority) => authority.kind === 'root');
      const intermediate = known.find((authority) => authority.isDefault);
      if (root !== undefined && intermediate !== undefined) {
        return { root: root.certificate, intermediate: intermediate.certificate, created: false };
      }
      if (known.length > 0) {
        throw new Error(
          `The database has authorities (${known.map(({ slug }) => slug).join(', ')}), but no root together with a default one. Put back what is missing from a backup.`,
        );
      }
      const made = await makeAuthorities(options);
      for (const { record, key } of made) {
        await sealKeyFile(options.keystoreDirectory, record.slug, key.privateKey, options.keystoreKey);
        key.privateKey.fill(0);
      }
      for (const { record } of made) {
        await insertAuthority(tx, record, {
          actor: { kind: 'system', name: 'development ceremony' },
          fingerprintSha256: fingerprintSha256(record.certificate),
          now: options.now,
        });
      }
      return { root: made[0].record.certificate, intermediate: made[1].record.certificate, created: true };
    });
  } finally {
    await store.close();
  }
}

type Made = { record: AuthorityRecord; key: KeyPair };

async function makeAuthorities({
  now,
  pkiUrl,
}: {
  now: Date;
  pkiUrl: string | undefined;
}): Promise<[Made, Made]> {
  const notBefore = new Date(Math.floor((now.getTime() - BACKDATE_MS) / 1000) * 1000);
  const lasting = (days: number) => ({
    notBefore,
    notAfter: new Date(notBefore.getTime() + days * DAY_MS - 1000),
  });

  const rootKey = await generateKeyPair('ecdsa-p384');
  const rootSigner = signerFromPrivateKey(rootKey.privateKey);
  const rootTbs = rootToBeSigned({
    serialNumber: serialNumberFrom(randomBytes(16)),
    subject: { organization: 'Certline', commonName: 'Certline Development Root CA' },
    publicKey: rootKey.publicKey,
    ...lasting(ROOT_DAYS),
  });
  const rootCertificate = assembleCertificate(rootTbs, await rootSigner.sign(rootTbs));

  const key = await generateKeyPair('ecdsa-p256');
  const tbs = intermediateToBeSigned({
    serialNumber: serialNumberFrom(randomBytes(16)),
    subject: { organization: 'Certline', commonName: 'Certline Development Issuing CA' },
    publicKey: key.publicKey,
    issuer: { certificate: rootCertificate },
    pathLen: 0,
    ...lasting(INTERMEDIATE_DAYS),
    ...(pkiUrl === undefined ? {} : { pkiUrls: pkiUrlsOf(pkiUrl, 'root') }),
  });
  const certificate = assembleCertificate(tbs, await rootSigner.sign(tbs));

  const rootId = newAuthorityId();
  return [
    {
      key: rootKey,
      record: {
        id: rootId,
        slug: 'root',
        name: 'Certline Development Root CA',
        kind: 'root',
        issuerId: null,
        isDefault: false,
        keyAlgorithm: 'ecdsa-p384',
        certificate: rootCertificate,
        ...lasting(ROOT_DAYS),
      },
    },
    {
      key,
      record: {
        id: newAuthorityId(),
        slug: 'issuing',
        name: 'Certline Development Issuing CA',
        kind: 'intermediate',
        issuerId: rootId,
        isDefault: true,
        keyAlgorithm: 'ecdsa-p256',
        certificate,
        ...lasting(INTERMEDIATE_DAYS),
      },
    },
  ];
}
