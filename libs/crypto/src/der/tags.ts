/** Universal tags of X.690 that X.509 needs, and the two context-specific forms. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** [n] with a primitive value (IMPLICIT over a string, for example). */
export const contextPrimitive = (n: number): number => 0x80 | n;
/** [n] that holds further elements (EXPLICIT, or IMPLICIT over a SEQUENCE). */
export const contextConstructed = (n: number): number => 0xa0 | n;
