import { randomBytes } from 'node:crypto';
import {
  assembleCertificate,
  buildCsr,
  compileLeafTemplate,
  fingerprintSha256,
  generateKeyPair,
  intermediateToBeSigned,
  type KeyAlgorithm,
  type KeyPair,
  pemEncode,
  rootToBeSigned,
  type Signer,
  selfSignedLeafToBeSigned,
  serialNumberFrom,
  signerFromPrivateKey,
} from '@certline/crypto';
import type { BundleInput } from '../src/index.ts';

type Request = {
  key?: KeyAlgorithm;
  names?: readonly string[];
  selfSigned?: boolean;
  /** Days from now; negative for a certificate that has expired. */
  validityDays?: number;
};

// Certificates hold whole seconds.
const daysFromNow = (days: number) => new Date((Math.floor(Date.now() / 1000) + days * 86_400) * 1000);
const serialNumber = () => serialNumberFrom(randomBytes(16));
const signed = async (toBeSigned: Uint8Array, signer: Signer) =>
  assembleCertificate(toBeSigned, await signer.sign(toBeSigned));

async function keyAndSigner(algorithm: KeyAlgorithm): Promise<KeyPair & { signer: Signer }> {
  const pair = await generateKeyPair(algorithm);
  return { ...pair, signer: signerFromPrivateKey(pair.privateKey) };
}

/** A new root and intermediate, as DER, and the intermediate's signer. */
async function makeAuthority() {
  const [rootKey, intermediateKey] = await Promise.all([
    keyAndSigner('ecdsa-p256'),
    keyAndSigner('ecdsa-p256'),
  ]);
  const validity = { notBefore: daysFromNow(-60), notAfter: daysFromNow(365) };
  const root = await signed(
    rootToBeSigned({
      ...validity,
      serialNumber: serialNumber(),
      subject: { commonName: 'Test Root' },
      publicKey: rootKey.publicKey,
    }),
    rootKey.signer,
  );
  const intermediate = await signed(
    intermediateToBeSigned({
      ...validity,
      serialNumber: serialNumber(),
      subject: { commonName: 'Test Intermediate' },
      publicKey: intermediateKey.publicKey,
      issuer: { certificate: root },
      pathLen: 0,
    }),
    rootKey.signer,
  );
  return { root, intermediate, signer: intermediateKey.signer };
}

/** What a bundle is made of: a leaf under a new root and intermediate, or one that signed itself. */
export async function makeCertificate(request: Request = {}): Promise<BundleInput> {
  const { key = 'ecdsa-p256', names = ['test.imdst.com'], selfSigned = false, validityDays = 30 } = request;
  const { privateKey, publicKey, signer } = await keyAndSigner(key);
  const leaf = {
    serialNumber: serialNumber(),
    subject: { commonName: names[0]! },
    sans: names.map((value) => ({
      type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const),
      value,
    })),
    notBefore: daysFromNow(-30),
    notAfter: daysFromNow(validityDays),
    publicKey,
  };
  let certificate: Uint8Array;
  let chain: { root: Uint8Array; intermediates: Uint8Array[] };
  if (selfSigned) {
    certificate = await signed(selfSignedLeafToBeSigned({ ...leaf, purpose: 'tls-server' }), signer);
    chain = { root: certificate, intermediates: [] };
  } else {
    const authority = await makeAuthority();
    const template = compileLeafTemplate({
      issuer: { certificate: authority.intermediate },
      issuerKeyAlgorithm: authority.signer.algorithm,
      purpose: 'tls-server',
    });
    certificate = await signed(template.toBeSigned(leaf), authority.signer);
    chain = { root: authority.root, intermediates: [authority.intermediate] };
  }
  const csr = await buildCsr({ signer, subject: leaf.subject, sans: leaf.sans });
  return {
    primaryName: names[0]!,
    sans: names,
    certificatePem: pemEncode('CERTIFICATE', certificate),
    intermediatesPem: chain.intermediates.map((der) => pemEncode('CERTIFICATE', der)),
    rootPem: pemEncode('CERTIFICATE', chain.root),
    csrPem: pemEncode('CERTIFICATE REQUEST', csr),
    privateKeyPem: pemEncode('PRIVATE KEY', privateKey),
    encryptedPrivateKeyPem: null,
    notAfter: leaf.notAfter.toISOString(),
    fingerprintSha256: fingerprintSha256(certificate),
  };
}
