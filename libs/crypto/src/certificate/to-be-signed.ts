import { contextConstructed, TAG } from '../der/tags.ts';
import { encodeTime } from '../der/time.ts';
import { element, integer, sequence } from '../der/writer.ts';
import { CryptoError } from '../errors.ts';

/** version [0] EXPLICIT INTEGER 2, which is version 3. */
const VERSION_3 = element(contextConstructed(0), integer(2));

interface ToBeSignedFields {
  /** Content octets, from serialNumberFrom. */
  readonly serialNumber: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly issuer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Uint8Array[];
}

/**
 * DER of a TBSCertificate (RFC 5280 4.1).
 * @throws CryptoError `validity_invalid` when notAfter does not come after notBefore; `serial_number_invalid`.
 */
export function encodeToBeSigned(fields: ToBeSignedFields): Uint8Array {
  if (!(fields.notAfter.getTime() > fields.notBefore.getTime())) {
    throw new CryptoError(
      'validity_invalid',
      'The certificate would end before it begins. Choose a later end.',
    );
  }
  const [first = 0x80] = fields.serialNumber;
  if (first >= 0x80 || fields.serialNumber.length > 20) {
    throw new CryptoError('serial_number_invalid', 'A serial number is positive and has at most 20 octets.');
  }
  return sequence(
    VERSION_3,
    element(TAG.integer, fields.serialNumber),
    fields.signatureAlgorithm,
    fields.issuer,
    sequence(encodeTime(fields.notBefore), encodeTime(fields.notAfter)),
    fields.subject,
    fields.publicKey,
    element(contextConstructed(3), sequence(...fields.extensions)),
  );
}
