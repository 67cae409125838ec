import { CryptoError } from './errors.ts';

export const PEM_LABELS = [
  'CERTIFICATE',
  'CERTIFICATE REQUEST',
  'NEW CERTIFICATE REQUEST',
  'X509 CRL',
  'PUBLIC KEY',
  'PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'EC PARAMETERS',
] as const;

export type PemLabel = (typeof PEM_LABELS)[number];

export interface PemBlock {
  readonly label: PemLabel;
  readonly der: Uint8Array;
}

/** RFC 7468 text: 64 characters a line, a newline at the end. */
export function pemEncode(label: PemLabel, der: Uint8Array): string {
  let binary = '';
  for (const octet of der) binary += String.fromCharCode(octet);
  const lines = btoa(binary).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.map((line) => `${line}\n`).join('')}-----END ${label}-----\n`;
}

/**
 * The content of the one PEM block in the text, which must have the label where one is given.
 * @throws CryptoError `pem_malformed` (also for no block or several), `pem_label_unexpected`.
 */
export function pemDecode(pem: string, label?: PemLabel): Uint8Array {
  const [block, second] = pemDecodeAll(pem);
  if (block === undefined || second !== undefined) {
    throw new CryptoError(
      'pem_malformed',
      'There must be exactly one PEM block (-----BEGIN … to -----END …).',
    );
  }
  if (label !== undefined && block.label !== label) {
    throw new CryptoError(
      'pem_label_unexpected',
      `This is a ${block.label}, but a ${label} is needed. Check that you chose the right file.`,
    );
  }
  return block.der;
}

/**
 * Every PEM block of the text, in order. Text between the blocks is let pass, as RFC 7468 2 asks of readers.
 * @throws CryptoError `pem_malformed`, `pem_label_unexpected` for a label outside of PEM_LABELS.
 */
export function pemDecodeAll(pem: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: PemLabel | undefined;
  let base64 = '';
  // trim also takes the byte order mark that some editors put in front.
  for (const line of pem.split(/\r\n|\n|\r/).map((raw) => raw.trim())) {
    const boundary = /^-----(BEGIN|END) ([A-Z0-9 ]+)-----$/.exec(line);
    if (boundary === null) {
      if (label !== undefined) base64 += line;
      else if (/^-+(BEGIN|END) /.test(line)) throw malformed('its first or last line is incomplete');
    } else if (boundary[1] === 'BEGIN') {
      if (label !== undefined) throw malformed('a block begins before the last one ends');
      label = knownLabel(boundary[2] ?? '');
      base64 = '';
    } else {
      if (label === undefined || label !== boundary[2]) throw malformed('BEGIN and END do not match');
      blocks.push({ label, der: decodeBase64(base64) });
      label = undefined;
    }
  }
  if (label !== undefined) throw malformed('the END line is missing');
  return blocks;
}

function knownLabel(text: string): PemLabel {
  const label = PEM_LABELS.find((known) => known === text);
  if (label === undefined) {
    throw new CryptoError(
      'pem_label_unexpected',
      'The PEM block is of a kind that is not used here. Send a certificate, a certificate request or a private key.',
    );
  }
  return label;
}

function decodeBase64(base64: string): Uint8Array {
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw malformed('its content is not base64');
  }
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const malformed = (what: string): CryptoError =>
  new CryptoError(
    'pem_malformed',
    `The PEM text is damaged: ${what}. Copy the whole file, from BEGIN to END.`,
  );
