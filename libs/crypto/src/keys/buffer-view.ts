/** The same octets as a Buffer, not a copy: of a private key no second one may be left behind unwiped. */
export const bufferView = (octets: Uint8Array): Buffer =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
