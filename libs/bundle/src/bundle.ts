/**
 * The certificate that a bundle is made of. PEM texts are copied as they are; nothing is parsed.
 * With `privateKeyPem` null the key came with a CSR and is the user's own.
 */
export type BundleInput = {
  /** The host name (or IP address) that names folder and files: the common name, else the first SAN. */
  primaryName: string;
  sans: readonly string[];
  certificatePem: string;
  /** From the leaf's issuer upwards, without the root; empty when the root signed it or it signed itself. */
  intermediatesPem: readonly string[];
  /** What clients must trust; of a self-signed certificate, itself. */
  rootPem: string;
  csrPem: string | null;
  /** Unencrypted PKCS#8. */
  privateKeyPem: string | null;
  /** The same key as encrypted PKCS#8, only when a passphrase was given. */
  encryptedPrivateKeyPem: string | null;
  /** RFC 3339. */
  notAfter: string;
  /** Hexadecimal, with or without colons. */
  fingerprintSha256: string;
};

export type ArchiveFormat = 'zip' | 'tar.gz';

/** One text file; `path` is `<folder>/<file>`, the folder being the same for all files of a bundle. */
export type BundleFile = { path: string; mode: 0o600 | 0o644 | 0o755; text: string };
