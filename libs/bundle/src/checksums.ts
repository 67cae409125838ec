import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { BundleFile } from './bundle.ts';

const NAME = 'SHA256SUMS';

/** The files, and a last one with their sums as `sha256sum -c` reads them inside the folder. */
export function withChecksums(files: readonly BundleFile[]): BundleFile[] {
  const [first] = files;
  if (!first) return [];
  const text = files
    .map((file) => `${bytesToHex(sha256(new TextEncoder().encode(file.text)))}  ${fileName(file)}\n`)
    .join('');
  return [...files, { path: `${folderName(first)}/${NAME}`, mode: 0o644, text }];
}

function fileName(file: BundleFile): string {
  return file.path.slice(file.path.indexOf('/') + 1);
}

function folderName(file: BundleFile): string {
  return file.path.slice(0, file.path.indexOf('/'));
}
