import type { ArchiveEntry } from './archive-entry.ts';
import type { ArchiveFormat, BundleFile } from './bundle.ts';
import { tarGzip } from './tar.ts';
import { zip } from './zip.ts';

/**
 * Packs the files and their folder. The same files, format and date give the same bytes, whatever the machine,
 * its time zone and the time of day: order, owner and dates come from the arguments alone. Unix modes are kept.
 *
 * @param modifiedAt the date of every entry, in whole seconds; give the certificate's notBefore
 */
export function archive(files: readonly BundleFile[], format: ArchiveFormat, modifiedAt: Date): Uint8Array {
  const folders = [...new Set(files.map((file) => file.path.slice(0, file.path.indexOf('/') + 1)))];
  const entries: ArchiveEntry[] = [
    ...folders.map((path) => ({ path, mode: 0o755, bytes: new Uint8Array() })),
    ...files.map(({ path, mode, text }) => ({ path, mode, bytes: new TextEncoder().encode(text) })),
  ];
  return format === 'zip' ? zip(entries, modifiedAt) : tarGzip(entries, modifiedAt);
}
