import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const DNS_NAME = new RegExp(`^(?:\\*\\.)?(?:${LABEL}\\.)*${LABEL}$`);

const OCTET = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** A host as certificate and nginx both name it: lower case, IPv6 as RFC 5952 writes it, without brackets. */
export type HostName = { kind: 'dns' | 'wildcard' | 'ipv4' | 'ipv6'; name: string };

/** Reads a DNS name, wildcard or IP address; null when it is none, such as an email address. */
export function parseHostName(text: string): HostName | null {
  const name = text.toLowerCase();
  // A name of digits and dots alone is an address or nothing: no top-level domain is a number.
  if (/^[\d.]+$/.test(name)) return IPV4.test(name) ? { kind: 'ipv4', name } : null;
  if (/^[0-9a-f:.]+$/.test(name) && name.includes(':')) {
    if (!URL.canParse(`http://[${name}]`)) return null;
    return { kind: 'ipv6', name: new URL(`http://[${name}]`).hostname.slice(1, -1) };
  }
  if (name.length > 253 || !DNS_NAME.test(name)) return null;
  return { kind: name.startsWith('*.') ? 'wildcard' : 'dns', name };
}

/** Whether a SAN is of a type that no web server answers for. */
export function isOtherSanType(san: string): boolean {
  return /^(?:email|uri):/i.test(san);
}

/** The word that nginx matches the Host header with (`server_name`). */
export function nginxServerName(host: HostName): string {
  return host.kind === 'ipv6' ? `[${host.name}]` : host.name;
}

/** A host that the certificate is good for, to show in commands and to probe; a wildcard's is `www`. */
export function exampleHost(host: HostName): string {
  return host.kind === 'wildcard' ? `www${host.name.slice(1)}` : nginxServerName(host);
}

// With a folder and the longest suffix (.origin.key) this fits the name and prefix fields of a tar header, and
// stays far below the 255 bytes of a file name.
const LONGEST_FILE_NAME = 80;

/**
 * The name of a bundle's folder and the stem of its files: letters, digits, dots, dashes and underscores on
 * every system. `*.example.com` is `_wildcard.example.com`, `::1` is `_ipv6.--1`; a very long name is cut and
 * ends in the first 12 hexadecimal digits of its SHA-256.
 */
export function fileStem(host: HostName): string {
  const stem = {
    dns: () => host.name,
    ipv4: () => host.name,
    wildcard: () => `_wildcard${host.name.slice(1)}`,
    ipv6: () => `_ipv6.${host.name.replaceAll(':', '-')}`,
  }[host.kind]();
  // A DNS name cannot begin with a dot or a dash, so no stem hides a file or looks like an option.
  if (stem.length <= LONGEST_FILE_NAME) return stem;
  const digest = bytesToHex(sha256(new TextEncoder().encode(stem)));
  return `${stem.slice(0, LONGEST_FILE_NAME - 13)}_${digest.slice(0, 12)}`;
}
