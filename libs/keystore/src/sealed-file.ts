import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '@certline/crypto';
import { createSealer, signerFromPrivateKey } from '@certline/crypto';

/** Opens CA keys. The one way to sign as an authority. */
export type Keystore = {
  /** The signer of the authority with that slug. @throws KeystoreError */
  signer: (authority: string) => Promise<Signer>;
};

/** A CA key that is not there or does not open. Says which and what to do, never what is in it. */
export class KeystoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeystoreError';
  }
}

const pathOf = (directory: string, authority: string): string => join(directory, `${authority}.sealed`);
// A sealed key opens only as the key of the authority that it was sealed for.
const associatedData = (authority: string): Uint8Array =>
  new TextEncoder().encode(`certline authority ${authority}`);

/** Keys in sealed files, one an authority, under a key-encryption key that only the signing worker has. */
export function sealedFileKeystore(directory: string, keyEncryptionKey: Uint8Array): Keystore {
  const sealer = createSealer(keyEncryptionKey);
  const opened = new Map<string, Signer>();
  return {
    signer: async (authority) => {
      const known = opened.get(authority);
      if (known !== undefined) return known;
      const privateKey = sealer.open(await readSealed(directory, authority), associatedData(authority));
      const signer = signerFromPrivateKey(privateKey);
      privateKey.fill(0);
      opened.set(authority, signer);
      return signer;
    },
  };
}

async function readSealed(directory: string, authority: string): Promise<Uint8Array> {
  try {
    return await readFile(pathOf(directory, authority));
  } catch (error) {
    throw new KeystoreError(
      `The keystore has no readable key for authority “${authority}”. Check KEYSTORE_DIRECTORY and its permissions.`,
      { cause: error },
    );
  }
}

/**
 * Seals a CA key (PKCS#8 DER) into the keystore, whole or not at all, and on the disk when it returns. A key of the
 * same name is put aside as `….sealed.replaced-…`, never destroyed: another database may name the authority it signs for.
 */
export async function sealKeyFile(
  directory: string,
  authority: string,
  privateKey: Uint8Array,
  keyEncryptionKey: Uint8Array,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = pathOf(directory, authority);
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(createSealer(keyEncryptionKey).seal(privateKey, associatedData(authority)));
    await file.sync();
  } finally {
    await file.close();
  }
  await link(path, `${path}.replaced-${randomUUID()}`).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  await rename(`${path}.new`, path);
  // A rename survives a power cut only with its folder.
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
