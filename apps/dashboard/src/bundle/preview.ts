import { BundleError, type BundleFile, type BundleFault, renderNginxBundle } from '@certline/bundle';
import type { Certificate } from '@certline/contracts';
import { displayName } from '../certificates/names.ts';
import { type BundleChoices, nginxOptions } from './options.ts';

/** The texts that a bundle is made of, but for the key, which never comes to the browser this way. */
export interface BundlePems {
  chain: string;
  root: string;
  csr: string;
}

/** Stands where the key will be; it is shown as a sentence, never as a file's content. */
export const KEY_PLACEHOLDER = 'The private key is in the download alone.\n';

export type Preview =
  | { ok: true; folder: string; files: PreviewFile[] }
  | { ok: false; faults: readonly BundleFault[] };

export interface PreviewFile {
  name: string;
  text: string;
  secret: boolean;
}

/** The very files of the download, rendered in the browser by the code that the API uses. */
export function previewBundle(certificate: Certificate, pems: BundlePems, choices: BundleChoices): Preview {
  const [leaf = '', ...intermediates] = splitPem(pems.chain);
  const own = certificate.key.source === 'csr';
  try {
    const files = renderNginxBundle(
      {
        primaryName: displayName(certificate),
        sans: certificate.sans,
        certificatePem: leaf,
        intermediatesPem: intermediates,
        rootPem: pems.root,
        csrPem: pems.csr,
        privateKeyPem: own ? null : KEY_PLACEHOLDER,
        encryptedPrivateKeyPem: own || choices.passphrase === '' ? null : KEY_PLACEHOLDER,
        notAfter: certificate.notAfter ?? '',
        fingerprintSha256: certificate.fingerprintSha256 ?? '',
      },
      nginxOptions(choices),
    );
    return { ok: true, folder: folderOf(files), files: files.map(previewFile) };
  } catch (error) {
    if (error instanceof BundleError) return { ok: false, faults: error.faults };
    throw error;
  }
}

function previewFile(file: BundleFile): PreviewFile {
  const name = file.path.slice(file.path.indexOf('/') + 1);
  return { name, text: file.text, secret: file.text === KEY_PLACEHOLDER };
}

function folderOf(files: readonly BundleFile[]): string {
  return files[0]?.path.split('/')[0] ?? '';
}

/** The certificates of a PEM chain, one text each. */
function splitPem(chain: string): string[] {
  return chain.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----\n?/g) ?? [];
}
