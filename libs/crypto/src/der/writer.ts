import { TAG } from './tags.ts';

const encoder = new TextEncoder();

/** One element: tag, shortest definite length (X.690 10.1), and the parts as content. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const lengthOctets =
    length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
  const out = new Uint8Array(2 + lengthOctets + length);
  out[0] = tag;
  out[1] = lengthOctets === 0 ? length : 0x80 | lengthOctets;
  for (let i = 0; i < lengthOctets; i++) out[2 + i] = (length >>> (8 * (lengthOctets - 1 - i))) & 0xff;
  let at = 2 + lengthOctets;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(TAG.sequence, ...parts);
export const octetString = (content: Uint8Array): Uint8Array => element(TAG.octetString, content);
export const utf8String = (value: string): Uint8Array => text(TAG.utf8String, value);
/** Text that the caller has checked to be in the type's alphabet (all of them ASCII here). */
export const asciiString = (tag: number, value: string): Uint8Array => text(tag, value);

/** Text as UTF-8; short ASCII, as nearly all of it is, without the encoder, which takes three times as long. */
function text(tag: number, value: string): Uint8Array {
  const { length } = value;
  if (length > 0x7f) return element(tag, encoder.encode(value));
  const out = new Uint8Array(2 + length);
  out[0] = tag;
  out[1] = length;
  for (let i = 0; i < length; i++) {
    const unit = value.charCodeAt(i);
    if (unit > 0x7f) return element(tag, encoder.encode(value));
    out[2 + i] = unit;
  }
  return out;
}

/** BOOLEAN TRUE; FALSE is never written, for it is the default wherever X.509 has a BOOLEAN. */
export const TRUE = element(TAG.boolean, Uint8Array.of(0xff));
export const NULL = element(TAG.null);

/** BIT STRING; `unusedBits` counts the bits of the last octet that are not part of the value. */
export const bitString = (content: Uint8Array, unusedBits = 0): Uint8Array =>
  element(TAG.bitString, Uint8Array.of(unusedBits), content);

/** INTEGER of a non-negative number, in the fewest octets (X.690 8.3.2). */
export function integer(value: number | bigint): Uint8Array {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) >= 0x80) hex = `00${hex}`;
  const content = new Uint8Array(hex.length / 2);
  for (let i = 0; i < content.length; i++) content[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return element(TAG.integer, content);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const content: number[] = [];
  for (const arc of [40 * first + second, ...rest]) {
    const septets = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift(0x80 | (left & 0x7f));
    content.push(...septets);
  }
  return element(TAG.objectIdentifier, Uint8Array.from(content));
}

/** SET OF: DER wants the members in the order of their encodings (X.690 11.6). */
export function setOf(...members: readonly Uint8Array[]): Uint8Array {
  const ordered = members.length < 2 ? members : [...members].sort(compareBytes);
  return element(TAG.set, ...ordered);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
