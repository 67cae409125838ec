import { parseDnsName } from './dns-name.ts';
import { type NameResult, refuse } from './fault.ts';
import { ipAddressOctets, ipAddressText } from './ip.ts';
import type { SubjectAltName } from './types.ts';

/**
 * A subject alternative name from what a person writes: a host name, an IPv4 or IPv6 address, or `email:…` and
 * `uri:…`. Whether a profile allows it (single labels, `.internal`, wildcards) is for policy to say.
 */
export function parseSubjectAltName(text: string): NameResult<SubjectAltName> {
  if (text.startsWith('email:')) return parseEmail(text.slice('email:'.length));
  if (text.startsWith('uri:')) return parseUri(text.slice('uri:'.length));
  const octets = ipAddressOctets(text);
  if (octets !== undefined) return { ok: true, value: { type: 'ip', value: ipAddressText(octets) } };
  if (text.includes(':')) {
    return refuse(
      'name_address_invalid',
      'This is neither an IPv6 address nor a host name. Leave out ports and brackets.',
    );
  }
  const name = parseDnsName(text);
  return name.ok ? { ok: true, value: { type: 'dns', value: name.value } } : name;
}

/** The text that parseSubjectAltName reads. */
export const subjectAltNameText = (san: SubjectAltName): string =>
  san.type === 'email' || san.type === 'uri' ? `${san.type}:${san.value}` : san.value;

/** RFC 5280 4.2.1.6, rfc822Name: a bare Mailbox of RFC 2821 in ASCII; RFC 5321 4.5.3.1 for the lengths. */
function parseEmail(text: string): NameResult<SubjectAltName> {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = parseDnsName(text.slice(at + 1));
  const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
  if (!domain.ok || domain.value.startsWith('*') || local.length > 64 || !atoms.test(local)) {
    return refuse('name_email_invalid', 'This is not an e-mail address. Write it as email:name@example.com.');
  }
  return { ok: true, value: { type: 'email', value: `${local}@${domain.value}` } };
}

/** RFC 5280 4.2.1.6, uniformResourceIdentifier: absolute, in ASCII. */
function parseUri(text: string): NameResult<SubjectAltName> {
  const isAbsolute = /^[A-Za-z][A-Za-z0-9+.-]*:[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+$/.test(
    text,
  );
  if (!isAbsolute || text.length > 2048 || !URL.canParse(text)) {
    return refuse(
      'name_uri_invalid',
      'This is not an absolute URI in ASCII. Write it as uri:https://example.com/name.',
    );
  }
  return { ok: true, value: { type: 'uri', value: text } };
}
