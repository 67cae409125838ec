import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundleFile, BundleInput } from '../src/index.ts';

const pem = (label: string, text: string) =>
  `-----BEGIN ${label}-----\n${Buffer.from(text).toString('base64')}\n-----END ${label}-----\n`;

/** A bundle's input of fixed texts that only look like PEM: for what never opens them. */
export function anInput(overrides: Partial<BundleInput> = {}): BundleInput {
  return {
    primaryName: 'test.imdst.com',
    sans: ['test.imdst.com', 'www.imdst.com', '10.0.0.7'],
    certificatePem: pem('CERTIFICATE', 'leaf'),
    intermediatesPem: [pem('CERTIFICATE', 'intermediate')],
    rootPem: pem('CERTIFICATE', 'root'),
    csrPem: pem('CERTIFICATE REQUEST', 'request'),
    privateKeyPem: pem('PRIVATE KEY', 'key'),
    encryptedPrivateKeyPem: null,
    notAfter: '2027-02-21T12:00:00Z',
    fingerprintSha256: 'AB'.repeat(32),
    ...overrides,
  };
}

/** The text of the one file whose name ends so. */
export function textOf(files: readonly BundleFile[], suffix: string): string {
  const found = files.filter((file) => file.path.endsWith(suffix));
  if (found.length !== 1) throw new Error(`${found.length} files end in ${suffix}`);
  return found[0]!.text;
}

/** The files with the server block on free ports, since 443 and 80 may be taken or forbidden here. */
export function onPorts(files: readonly BundleFile[], ports: { https: number; http: number }): BundleFile[] {
  return files.map((file) => {
    if (!file.path.endsWith('.conf')) return file;
    const text = file.text
      .replaceAll(/listen (\[::\]:)?443/g, `listen $1${ports.https}`)
      .replaceAll(/listen (\[::\]:)?80;/g, `listen $1${ports.http};`);
    return { ...file, text };
  });
}

/** Unpacks the files, with their modes, and returns their folder. */
export async function writeFiles(files: readonly BundleFile[], parent: string): Promise<string> {
  for (const { path, mode, text } of files) {
    await mkdir(join(parent, dirname(path)), { recursive: true });
    await writeFile(join(parent, path), text, { mode });
  }
  return join(parent, dirname(files[0]!.path));
}
