import { DerReader } from '../der/reader.ts';
import { contextConstructed, contextPrimitive, TAG } from '../der/tags.ts';
import { OID } from '../oids.ts';
import { type Extension, findExtension } from './parse.ts';
import { printableAscii } from './subject-alt-name.ts';

/** RFC 5280 4.2.1.9; a certificate without the extension is no CA. `pathLength` undefined: no limit. */
export function readBasicConstraints(extensions: readonly Extension[]): {
  isCa: boolean;
  pathLength: number | undefined;
} {
  const extension = findExtension(extensions, OID.basicConstraints);
  if (extension === undefined) return { isCa: false, pathLength: undefined };
  const reader = DerReader.only(extension.value, TAG.sequence);
  const isCa = reader.peekTag() === TAG.boolean && reader.readBoolean();
  const pathLength = reader.atEnd ? undefined : reader.readSmallInteger();
  reader.finish();
  return { isCa, pathLength };
}

/** RFC 5280 4.2.1.2 */
export function readSubjectKeyIdentifier(extensions: readonly Extension[]): Uint8Array | undefined {
  const extension = findExtension(extensions, OID.subjectKeyIdentifier);
  return extension && new DerReader(extension.value).read(TAG.octetString);
}

/** The keyIdentifier of RFC 5280 4.2.1.1. */
export function readAuthorityKeyIdentifier(extensions: readonly Extension[]): Uint8Array | undefined {
  const extension = findExtension(extensions, OID.authorityKeyIdentifier);
  const reader = extension && DerReader.only(extension.value, TAG.sequence);
  return reader?.peekTag() === contextPrimitive(0) ? reader.read(contextPrimitive(0)) : undefined;
}

// RFC 5280 4.2.1.3, from bit 0.
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

export function readKeyUsage(extensions: readonly Extension[]): KeyUsage[] {
  const extension = findExtension(extensions, OID.keyUsage);
  if (extension === undefined) return [];
  const bits = new DerReader(extension.value).read(TAG.bitString).subarray(1);
  return KEY_USAGES.filter((_, i) => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

const PURPOSES: Readonly<Record<string, string>> = {
  [OID.serverAuth]: 'serverAuth',
  [OID.clientAuth]: 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

/** Names of RFC 5280 4.2.1.12, or OIDs. */
export function readExtendedKeyUsage(extensions: readonly Extension[]): string[] {
  const extension = findExtension(extensions, OID.extendedKeyUsage);
  const purposes: string[] = [];
  const reader = extension && DerReader.only(extension.value, TAG.sequence);
  while (reader !== undefined && !reader.atEnd) {
    const oid = reader.readObjectIdentifier();
    purposes.push(PURPOSES[oid] ?? oid);
  }
  return purposes;
}

/** The URIs of cRLDistributionPoints (RFC 5280 4.2.1.13). */
export function readCrlUrls(extensions: readonly Extension[]): string[] {
  const extension = findExtension(extensions, OID.cRLDistributionPoints);
  const points = extension && DerReader.only(extension.value, TAG.sequence);
  const urls: string[] = [];
  while (points !== undefined && !points.atEnd) {
    const names = points
      .open(TAG.sequence)
      .openOptional(contextConstructed(0))
      ?.openOptional(contextConstructed(0));
    while (names !== undefined && !names.atEnd) urls.push(...readUrl(names));
  }
  return urls;
}

/** The URIs of authorityInfoAccess (RFC 5280 4.2.2.1) by access method. */
export function readAccessUrls(extensions: readonly Extension[], method: string): string[] {
  const extension = findExtension(extensions, OID.authorityInfoAccess);
  const descriptions = extension && DerReader.only(extension.value, TAG.sequence);
  const urls: string[] = [];
  while (descriptions !== undefined && !descriptions.atEnd) {
    const description = descriptions.open(TAG.sequence);
    if (description.readObjectIdentifier() === method) urls.push(...readUrl(description));
  }
  return urls;
}

/** The next GeneralName when it is a URI; others are read and passed over. */
function readUrl(names: DerReader): string[] {
  if (names.peekTag() === contextPrimitive(6)) return [printableAscii(names.read(contextPrimitive(6)))];
  names.readElement();
  return [];
}
