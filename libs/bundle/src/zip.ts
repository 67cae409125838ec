import type { Zippable, ZipOptions } from 'fflate';
import { zipSync } from 'fflate';
import type { ArchiveEntry } from './archive-entry.ts';

// APPNOTE 4.4.2.2: 3 means that the external attributes hold Unix modes in their upper half.
const UNIX = 3;
const REGULAR_FILE = 0o100000;
const FOLDER = 0o040000;
// The MS-DOS half of the attributes, for readers that know no modes.
const DOS_FOLDER = 0x10;
// Info-ZIP's extended timestamp: a flag byte (1: modification time) and seconds since 1970.
const EXTENDED_TIMESTAMP = 0x5455;

/** A zip archive that keeps Unix modes. */
export function zip(entries: readonly ArchiveEntry[], modifiedAt: Date): Uint8Array {
  const options: ZipOptions = {
    level: 9,
    os: UNIX,
    mtime: localNoon(modifiedAt),
    extra: { [EXTENDED_TIMESTAMP]: extendedTimestamp(modifiedAt) },
  };
  const tree: Zippable = {};
  for (const { path, mode, bytes } of entries) {
    const attrs = path.endsWith('/') ? ((FOLDER | mode) << 16) | DOS_FOLDER : (REGULAR_FILE | mode) << 16;
    tree[path] = [bytes, { ...options, attrs }];
  }
  return zipSync(tree);
}

// The older date field of a zip is local time, which would differ by time zone: it gets noon of the day in
// UTC (no zone shifts its clocks at noon), and the extended timestamp, which readers prefer, is exact.
function localNoon(date: Date): Date {
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}

function extendedTimestamp(date: Date): Uint8Array {
  const bytes = new Uint8Array(5);
  bytes[0] = 1;
  new DataView(bytes.buffer).setUint32(1, Math.floor(date.getTime() / 1000), true);
  return bytes;
}
