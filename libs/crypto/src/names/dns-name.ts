import { parse } from 'tldts';
import { type NameRefusal, type NameResult, refuse } from './fault.ts';

// RFC 1035 2.3.4 in text form, without the root dot.
const MAX_NAME = 253;
const MAX_LABEL = 63;

/**
 * A host name in canonical form: lower-case, IDN as A-labels (UTS 46), at most one wildcard as the whole
 * left-most label. A trailing dot is refused, for certificates carry none (RFC 5280 4.2.1.6).
 */
export function parseDnsName(text: string): NameResult<string> {
  if (text === '')
    return refuse('name_empty', 'The name is empty. Give a host name such as www.example.com.');
  if (text.endsWith('.')) return refuse('name_trailing_dot', 'Leave out the dot at the end of the name.');
  const isWildcard = text.startsWith('*.');
  const base = isWildcard ? text.slice(2) : text;
  if (base.includes('*')) {
    return refuse(
      'name_wildcard_position',
      'A wildcard may only be the whole first part of a name, as in *.example.com.',
    );
  }
  const ascii = toAscii(base);
  if (typeof ascii !== 'string') return ascii;
  const fault = labelFault(ascii) ?? (isWildcard ? wildcardFault(ascii) : undefined);
  if (fault !== undefined) return fault;
  const name = isWildcard ? `*.${ascii}` : ascii;
  return name.length > MAX_NAME
    ? refuse('name_too_long', `The name has ${name.length} characters; ${MAX_NAME} are allowed.`)
    : { ok: true, value: name };
}

/** The URL parser of every platform holds UTS 46 and Punycode; it is asked only where it is needed. */
function toAscii(name: string): string | NameRefusal {
  const lower = name.toLowerCase();
  const isPlain = /^[\x21-\x7e]*$/.test(lower);
  if (isPlain && !/(^|\.)xn--/.test(lower)) return lower;
  // What means something in a URL would be taken for the end of the host, and blanks would be dropped. U+3002 and
  // its like become dots, so they are judged with the labels.
  if (/[\p{Cc}\p{Cs}\s#%/:<>?@[\\\]^|]/u.test(lower)) return badCharacters();
  const host = hostOfUrl(lower);
  if (host === undefined || (isPlain && host !== lower)) {
    return refuse('name_idn_invalid', 'The international name is not valid. Check its spelling.');
  }
  return host;
}

// An ASCII host with a false A-label (xn--a) passes the URL parser; beside a non-ASCII label all of it is checked.
const PROBE = 'ü.';
const ASCII_PROBE = 'xn--tda.';

function hostOfUrl(host: string): string | undefined {
  const url = `http://${PROBE}${host}/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(ASCII_PROBE.length) : undefined;
}

function labelFault(name: string): NameRefusal | undefined {
  if (name.includes('_')) {
    return refuse('name_underscore', 'Host names hold no underscore. Use a hyphen or another name.');
  }
  if (!/^[a-z0-9.-]*$/.test(name)) return badCharacters();
  const labels = name.split('.');
  for (const label of labels) {
    if (label === '')
      return refuse('name_label_invalid', 'The name has two dots in a row or begins with one.');
    if (label.length > MAX_LABEL) {
      return refuse(
        'name_too_long',
        `A part of the name has ${label.length} characters; ${MAX_LABEL} are allowed.`,
      );
    }
    if (label.startsWith('-') || label.endsWith('-')) {
      return refuse('name_label_invalid', 'No part of the name may begin or end with a hyphen.');
    }
  }
  // Browsers read a name whose last part is a number as an IPv4 address (WHATWG URL, "ends in a number").
  return /^([0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')
    ? refuse(
        'name_address_invalid',
        'This looks like an IP address but is none. Write four numbers from 0 to 255.',
      )
    : undefined;
}

/** No one may speak for a whole registry: *.com, *.co.uk (the ICANN section of the public suffix list). */
function wildcardFault(base: string): NameRefusal | undefined {
  const { isIcann, publicSuffix } = parse(base, { allowPrivateDomains: false });
  return isIcann === true && publicSuffix === base
    ? refuse(
        'name_wildcard_public_suffix',
        `*.${base} would cover every domain of a registry. Name the domain itself.`,
      )
    : undefined;
}

const badCharacters = (): NameRefusal =>
  refuse(
    'name_characters',
    'The name holds characters that host names cannot have. Use letters, digits, hyphens and dots.',
  );
