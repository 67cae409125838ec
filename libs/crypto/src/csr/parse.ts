import { readName } from '../certificate/name.ts';
import { type Extension, readExtensions } from '../certificate/parse.ts';
import { readSubjectAltNames } from '../certificate/subject-alt-name.ts';
import { DerReader } from '../der/reader.ts';
import { contextConstructed, TAG } from '../der/tags.ts';
import { CryptoError } from '../errors.ts';
import type { KeyAlgorithm } from '../keys/algorithms.ts';
import { keyAlgorithmOf } from '../keys/public-key.ts';
import { verifySignature } from '../keys/signature.ts';
import type { Subject, SubjectAltName } from '../names/types.ts';
import { extensionName, OID } from '../oids.ts';
import { pemDecodeAll } from '../pem.ts';

export interface RequestedExtension {
  readonly oid: string;
  readonly name: string;
}

export interface ParsedCsr {
  readonly der: Uint8Array;
  readonly subject: Subject;
  /** Subject attributes that Certline does not take over, by name or OID. */
  readonly unknownSubjectAttributes: readonly string[];
  /** As written in the request: the rules for names have not been applied yet. */
  readonly sans: readonly SubjectAltName[];
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly keyAlgorithm: KeyAlgorithm;
  /** What else was asked for, and kinds of SAN that are not supported. */
  readonly requestedExtensions: readonly RequestedExtension[];
}

// A request with an RSA-4096 key and a hundred names has 4 KiB.
const MAX_OCTETS = 64 * 1024;

/**
 * Reads a certificate request (RFC 2986), in PEM or DER, and checks that its key signed it.
 * @throws CryptoError `csr_signature_invalid`, `csr_malformed`, `pem_*`, `der_*`, `key_*`, `name_malformed`,
 *   `san_invalid`, `csr_attribute_invalid`, `signature_algorithm_unsupported`.
 */
export function parseCsr(input: string | Uint8Array): ParsedCsr {
  if (input.length > 2 * MAX_OCTETS) throw tooLarge();
  const der = typeof input === 'string' ? derOfPem(input) : input;
  if (der.length > MAX_OCTETS) throw tooLarge();
  const reader = DerReader.only(der, TAG.sequence);
  const toBeSigned = reader.readElement(TAG.sequence);
  const signatureAlgorithm = reader.readElement(TAG.sequence);
  const signature = reader.readBitString();
  reader.finish();

  const info = DerReader.only(toBeSigned, TAG.sequence);
  if (info.readSmallInteger() !== 0) {
    throw new CryptoError('csr_malformed', 'The certificate request has an unknown version. Make it again.');
  }
  const name = readName(info.readElement(TAG.sequence));
  const publicKey = info.readElement(TAG.sequence);
  const extensions = readAttributes(info.openOptional(contextConstructed(0)));
  info.finish();

  const keyAlgorithm = keyAlgorithmOf(publicKey);
  if (!verifySignature(signatureAlgorithm, toBeSigned, signature, publicKey)) {
    throw new CryptoError(
      'csr_signature_invalid',
      'The signature of the certificate request is wrong: it was changed, or made with another key. Make it again.',
    );
  }
  return {
    der,
    subject: name.subject,
    unknownSubjectAttributes: name.unknownAttributes,
    publicKey,
    keyAlgorithm,
    ...sortExtensions(extensions),
  };
}

function derOfPem(pem: string): Uint8Array {
  const blocks = pemDecodeAll(pem);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new CryptoError(
      'pem_malformed',
      'There must be exactly one certificate request (-----BEGIN CERTIFICATE REQUEST-----).',
    );
  }
  if (block.label !== 'CERTIFICATE REQUEST' && block.label !== 'NEW CERTIFICATE REQUEST') {
    throw new CryptoError(
      'pem_label_unexpected',
      `This is a ${block.label}, not a certificate request. Check that you chose the .csr file.`,
    );
  }
  return block.der;
}

/** The requested extensions; other attributes (a challenge password, say) have no say in a certificate. */
function readAttributes(attributes: DerReader | undefined): Extension[] {
  const extensions: Extension[] = [];
  while (attributes !== undefined && !attributes.atEnd) {
    const attribute = attributes.open(TAG.sequence);
    const oid = attribute.readObjectIdentifier();
    const values = attribute.open(TAG.set);
    attribute.finish();
    if (oid !== OID.extensionRequest) continue;
    extensions.push(...readExtensions(values.open(TAG.sequence)));
    values.finish();
  }
  if (new Set(extensions.map((extension) => extension.oid)).size !== extensions.length) {
    // Which of the two is meant cannot be known.
    throw new CryptoError(
      'csr_attribute_invalid',
      'The certificate request asks for one extension twice. Make it again.',
    );
  }
  return extensions;
}

function sortExtensions(extensions: readonly Extension[]): Pick<ParsedCsr, 'sans' | 'requestedExtensions'> {
  const sans: SubjectAltName[] = [];
  const requestedExtensions: RequestedExtension[] = [];
  for (const { oid, value } of extensions) {
    if (oid === OID.subjectAltName) {
      const names = readSubjectAltNames(value);
      sans.push(...names.sans);
      for (const kind of names.otherKinds)
        requestedExtensions.push({ oid, name: `subjectAltName (${kind})` });
    } else requestedExtensions.push({ oid, name: extensionName(oid) });
  }
  return { sans, requestedExtensions };
}

const tooLarge = (): CryptoError =>
  new CryptoError(
    'csr_malformed',
    'The certificate request is larger than any real one. Check that you chose the right file.',
  );
