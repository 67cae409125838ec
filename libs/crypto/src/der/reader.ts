import { CryptoError } from '../errors.ts';
import { TAG } from './tags.ts';

const malformed = (what: string): CryptoError =>
  new CryptoError(
    'der_malformed',
    `The data is not valid DER: ${what}. Export the file again and send it unchanged.`,
  );

/**
 * A strict reader of DER (X.690 10): definite, shortest lengths only, single-octet tags only, nothing past the
 * end of its element. It never copies; what it hands out are views of the input.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #position: number;
  readonly #end: number;
  // Set by #header: where the content of the element just read starts and ends.
  #contentStart = 0;
  #contentEnd = 0;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#position = start;
    this.#end = end;
  }

  /** A reader of the one element that `bytes` must consist of. */
  static only(bytes: Uint8Array, tag: number): DerReader {
    const outer = new DerReader(bytes);
    const inner = outer.open(tag);
    outer.finish();
    return inner;
  }

  get atEnd(): boolean {
    return this.#position >= this.#end;
  }

  /** The next element's tag, undefined at the end. */
  peekTag(): number | undefined {
    return this.atEnd ? undefined : this.#bytes[this.#position];
  }

  /** The content of the next element, which must have this tag. */
  read(tag: number): Uint8Array {
    this.#header(tag);
    this.#position = this.#contentEnd;
    return this.#bytes.subarray(this.#contentStart, this.#contentEnd);
  }

  /** The whole next element, header included, whatever its tag unless one is given. */
  readElement(tag?: number): Uint8Array {
    const start = this.#position;
    this.#header(tag);
    this.#position = this.#contentEnd;
    return this.#bytes.subarray(start, this.#contentEnd);
  }

  /** A reader of the next element's content. */
  open(tag: number): DerReader {
    this.#header(tag);
    this.#position = this.#contentEnd;
    return new DerReader(this.#bytes, this.#contentStart, this.#contentEnd);
  }

  /** A reader of the next element's content when it has this tag, else undefined and nothing is read. */
  openOptional(tag: number): DerReader | undefined {
    return this.peekTag() === tag ? this.open(tag) : undefined;
  }

  finish(): void {
    if (!this.atEnd) {
      throw new CryptoError(
        'der_trailing_bytes',
        'There are extra bytes after the end of the DER data. Send exactly one structure, with nothing after it.',
      );
    }
  }

  readBoolean(): boolean {
    const content = this.read(TAG.boolean);
    const value = content[0];
    // X.690 11.1: TRUE has all bits set.
    if (content.length !== 1 || (value !== 0 && value !== 0xff))
      throw malformed('a BOOLEAN is neither 00 nor FF');
    return value === 0xff;
  }

  /** The content octets of an INTEGER (two's complement, shortest form). */
  readInteger(): Uint8Array {
    const content = this.read(TAG.integer);
    const [first, second = 0] = content;
    if (first === undefined) throw malformed('an INTEGER is empty');
    if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
      throw malformed('an INTEGER is longer than it needs to be');
    }
    return content;
  }

  /** A non-negative INTEGER that fits a JavaScript number of 31 bits. */
  readSmallInteger(): number {
    const content = this.readInteger();
    if (content.length > 4 || (content[0] ?? 0) >= 0x80) throw malformed('a small INTEGER is out of range');
    return content.reduce((value, octet) => value * 256 + octet, 0);
  }

  /** A BIT STRING of whole octets (keys and signatures). */
  readBitString(): Uint8Array {
    const content = this.read(TAG.bitString);
    if (content[0] !== 0) throw malformed('a BIT STRING does not end on an octet');
    return content.subarray(1);
  }

  /** The dotted form of an OBJECT IDENTIFIER. */
  readObjectIdentifier(): string {
    const content = this.read(TAG.objectIdentifier);
    let dotted = '';
    let arc = 0;
    let arcOctets = 0;
    for (const octet of content) {
      // Arcs past 2^49 occur in no standard that is read here; they would lose precision.
      if ((arcOctets === 0 && octet === 0x80) || ++arcOctets > 7)
        throw malformed('an OBJECT IDENTIFIER is not canonical');
      arc = arc * 128 + (octet & 0x7f);
      if (octet >= 0x80) continue;
      dotted += dotted === '' ? firstArcs(arc) : `.${arc}`;
      arc = 0;
      arcOctets = 0;
    }
    if (dotted === '' || arcOctets !== 0) throw malformed('an OBJECT IDENTIFIER is cut off');
    return dotted;
  }

  #header(expected: number | undefined): void {
    const bytes = this.#bytes;
    const tag = this.peekTag();
    if (tag === undefined) throw malformed('an element is missing');
    if ((tag & 0x1f) === 0x1f) throw malformed('a tag has more than one octet');
    if (expected !== undefined && tag !== expected) {
      throw malformed(`tag ${tag.toString(16)} stands where ${expected.toString(16)} must be`);
    }
    let at = this.#position + 1;
    const first = at < this.#end ? (bytes[at++] ?? 0) : 0x100;
    let length = first;
    if (first >= 0x80) {
      const octets = first & 0x7f;
      if (first > 0xff || octets === 0 || octets > 4 || at + octets > this.#end)
        throw malformed('a length is cut off');
      length = 0;
      for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at++] ?? 0);
      if (length < 0x80 || length < 256 ** (octets - 1))
        throw malformed('a length is longer than it needs to be');
    }
    if (length > this.#end - at) throw malformed('an element reaches past the end');
    this.#contentStart = at;
    this.#contentEnd = at + length;
  }
}

function firstArcs(combined: number): string {
  const first = Math.min(2, Math.floor(combined / 40));
  return `${first}.${combined - 40 * first}`;
}
