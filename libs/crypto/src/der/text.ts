import { CryptoError } from '../errors.ts';
import type { DerReader } from './reader.ts';
import { TAG } from './tags.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true });

const ascii = (content: Uint8Array): string => {
  if (content.some((octet) => octet > 0x7f)) throw new RangeError();
  return String.fromCharCode(...content);
};

/** The string types of DirectoryString (RFC 5280 4.1.2.4) and IA5String, each with its alphabet. */
const DECODERS: Readonly<Record<number, (content: Uint8Array) => string>> = {
  [TAG.utf8String]: (content) => utf8.decode(content),
  [TAG.printableString]: ascii,
  [TAG.ia5String]: ascii,
  // T.61 in name; what writes it has always meant Latin-1.
  [TAG.teletexString]: (content) => String.fromCharCode(...content),
  [TAG.bmpString]: (content) => utf16.decode(content),
};

// Longer than any bound of RFC 5280; also keeps String.fromCharCode(...) within the stack.
const MAX_OCTETS = 4096;

/** The text of the next element. */
export function readText(reader: DerReader): string {
  const tag = reader.peekTag() ?? 0;
  const content = reader.read(tag);
  const decode = DECODERS[tag];
  if (decode === undefined || content.length > MAX_OCTETS) throw malformedText();
  try {
    return decode(content);
  } catch {
    throw malformedText();
  }
}

const malformedText = (): CryptoError =>
  new CryptoError('name_malformed', 'A name holds text that cannot be read. Write it again, in UTF-8.');
