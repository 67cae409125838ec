import { encodeName } from '../certificate/name.ts';
import { encodeSubjectAltNames } from '../certificate/subject-alt-name.ts';
import { contextConstructed } from '../der/tags.ts';
import {
  bitString,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../der/writer.ts';
import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import type { Signer } from '../keys/signer.ts';
import type { Subject, SubjectAltName } from '../names/types.ts';
import { OID } from '../oids.ts';

export interface CsrRequest {
  readonly signer: Signer;
  readonly subject: Subject;
  /** In canonical form; none leaves the extension out. */
  readonly sans: readonly SubjectAltName[];
}

/** DER of a certificate request (RFC 2986), signed by the key that it asks a certificate for. */
export async function buildCsr({ signer, subject, sans }: CsrRequest): Promise<Uint8Array> {
  const toBeSigned = sequence(integer(0), encodeName(subject), signer.publicKey, attributes(sans));
  const signature = await signer.sign(toBeSigned);
  return sequence(toBeSigned, KEY_ALGORITHMS[signer.algorithm].signatureAlgorithm, bitString(signature));
}

/** RFC 2986 4.1 wants the attributes' element even when there are none; RFC 2985 5.4.2 for the request of extensions. */
function attributes(sans: readonly SubjectAltName[]): Uint8Array {
  if (sans.length === 0) return element(contextConstructed(0));
  const extension = sequence(objectIdentifier(OID.subjectAltName), octetString(encodeSubjectAltNames(sans)));
  return element(
    contextConstructed(0),
    sequence(objectIdentifier(OID.extensionRequest), setOf(sequence(extension))),
  );
}
