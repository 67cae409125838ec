import { gzipSync } from 'fflate';
import type { ArchiveEntry } from './archive-entry.ts';

const BLOCK = 512;

/** A gzip-compressed POSIX ustar archive, all owned by root (0/0) as `tar --owner=0 --group=0` writes it. */
export function tarGzip(entries: readonly ArchiveEntry[], modifiedAt: Date): Uint8Array {
  const blocks = entries.flatMap((entry) => [header(entry, modifiedAt), padded(entry.bytes)]);
  // POSIX.1 pax: two blocks of zeros end the archive.
  const whole = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 2 * BLOCK));
  let offset = 0;
  for (const block of blocks) {
    whole.set(block, offset);
    offset += block.length;
  }
  // RFC 1952 2.3.1: an MTIME of 0 says that there is none.
  return gzipSync(whole, { level: 9, mtime: 0 });
}

function padded(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
  block.set(bytes);
  return block;
}

/** POSIX.1 ustar header block: fields at fixed offsets, numbers as octal text. */
function header({ path, mode, bytes }: ArchiveEntry, modifiedAt: Date): Uint8Array {
  const isFolder = path.endsWith('/');
  const cut = isFolder ? 0 : path.indexOf('/') + 1;
  const block = new Uint8Array(BLOCK);
  const put = (offset: number, text: string) => {
    block.set(new TextEncoder().encode(text), offset);
  };
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  // name (100 bytes) and prefix (155): fileStem() keeps every name short enough for them.
  put(0, path.slice(cut));
  put(345, path.slice(0, Math.max(cut - 1, 0)));
  put(100, octal(mode, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(bytes.length, 11));
  put(136, octal(Math.floor(modifiedAt.getTime() / 1000), 11));
  put(156, isFolder ? '5' : '0');
  put(257, 'ustar\u{0}00');
  put(265, 'root');
  put(297, 'root');
  // The checksum is made with its own field as spaces.
  put(148, ' '.repeat(8));
  put(
    148,
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0`,
  );
  return block;
}
