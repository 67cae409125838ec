export { intermediateToBeSigned, rootToBeSigned } from './certificate/authority.ts';
export {
  assembleCertificate,
  fingerprintSha256,
  serialNumberOf,
  subjectPublicKeyInfoOf,
  toBeSignedOf,
  verifyCertificateSignature,
} from './certificate/certificate.ts';
export { type BuiltChain, buildChain } from './certificate/chain.ts';
export { type CertificateDescription, describeCertificate } from './certificate/describe.ts';
export type { LeafPurpose, PkiUrls } from './certificate/extensions.ts';
export { compileLeafTemplate, type LeafRequest, type LeafTemplate } from './certificate/leaf-template.ts';
export { compileLint, type LintFinding, lintSelfSignedLeaf, lintToBeSigned } from './certificate/lint.ts';
export type { LintRule } from './certificate/lint-rules.ts';
export { encodeName } from './certificate/name.ts';
export { selfSignedLeafToBeSigned } from './certificate/self-signed-leaf.ts';
export { serialNumberFrom, serialNumberHex } from './certificate/serial-number.ts';
export {
  assembleCrl,
  type CrlRequest,
  crlToBeSigned,
  type RevocationReason,
  type RevokedCertificate,
  verifyCrlSignature,
} from './crl/crl.ts';
export { buildCsr, type CsrRequest } from './csr/build.ts';
export { type ParsedCsr, parseCsr, type RequestedExtension } from './csr/parse.ts';
export { CryptoError, type CryptoErrorCode } from './errors.ts';
export { KEY_ALGORITHMS, type KeyAlgorithm } from './keys/algorithms.ts';
export { type EncryptOptions, encryptPrivateKey, encryptPrivateKeyPem } from './keys/encrypt.ts';
export { generateKeyPair, type KeyPair } from './keys/generate.ts';
export { keyAlgorithmOf } from './keys/public-key.ts';
export { readPrivateKey } from './keys/read.ts';
export { type Signer, signerFromPrivateKey } from './keys/signer.ts';
export type { Subject, SubjectAltName } from './names/types.ts';
export { type PemBlock, type PemLabel, pemDecode, pemDecodeAll, pemEncode } from './pem.ts';
export { createPkcs12, type Pkcs12Options } from './pkcs12/create.ts';
export { createSealer, type Sealer } from './sealing/sealer.ts';
