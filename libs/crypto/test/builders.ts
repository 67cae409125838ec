import { randomBytes } from 'node:crypto';
import {
  assembleCertificate,
  compileLeafTemplate,
  generateKeyPair,
  type KeyAlgorithm,
  type KeyPair,
  type LeafRequest,
  rootToBeSigned,
  intermediateToBeSigned,
  type Signer,
  serialNumberFrom,
  signerFromPrivateKey,
} from '../src/index.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');
export const days = (n: number): Date => new Date(NOW.getTime() + n * 86_400_000);
const aSerialNumber = (): Uint8Array => serialNumberFrom(randomBytes(16));

export const ALGORITHMS: readonly KeyAlgorithm[] = [
  'rsa-2048',
  'rsa-3072',
  'rsa-4096',
  'ecdsa-p256',
  'ecdsa-p384',
  'ed25519',
];
/** One of each family, quick to make. */
export const QUICK_ALGORITHMS: readonly KeyAlgorithm[] = ['rsa-2048', 'ecdsa-p256', 'ecdsa-p384', 'ed25519'];

export interface Authority {
  readonly certificate: Uint8Array;
  readonly keyPair: KeyPair;
  readonly signer: Signer;
}

export async function aRoot(
  algorithm: KeyAlgorithm = 'ecdsa-p256',
  overrides: Partial<Parameters<typeof rootToBeSigned>[0]> = {},
): Promise<Authority> {
  const keyPair = await generateKeyPair(algorithm);
  const signer = signerFromPrivateKey(keyPair.privateKey);
  const toBeSigned = rootToBeSigned({
    serialNumber: aSerialNumber(),
    subject: { organization: 'Certline', commonName: `Test Root ${algorithm}` },
    notBefore: days(-1),
    notAfter: days(3650),
    publicKey: keyPair.publicKey,
    ...overrides,
  });
  return { certificate: assembleCertificate(toBeSigned, await signer.sign(toBeSigned)), keyPair, signer };
}

export async function anIntermediate(
  issuer: Authority,
  algorithm: KeyAlgorithm = 'ecdsa-p256',
  overrides: Partial<Parameters<typeof intermediateToBeSigned>[0]> = {},
): Promise<Authority> {
  const keyPair = await generateKeyPair(algorithm);
  const toBeSigned = intermediateToBeSigned({
    issuer,
    serialNumber: aSerialNumber(),
    subject: { organization: 'Certline', commonName: `Test Intermediate ${algorithm}` },
    notBefore: days(-1),
    notAfter: days(1825),
    publicKey: keyPair.publicKey,
    pathLen: 0,
    ...overrides,
  });
  return {
    certificate: assembleCertificate(toBeSigned, await issuer.signer.sign(toBeSigned)),
    keyPair,
    signer: signerFromPrivateKey(keyPair.privateKey),
  };
}

export const PKI_URLS = {
  crl: 'http://pki.example.com/ca.crl',
  ocsp: 'http://pki.example.com/ocsp',
  issuerCertificate: 'http://pki.example.com/ca.crt',
};

export const aLeafRequest = (publicKey: Uint8Array, overrides: Partial<LeafRequest> = {}): LeafRequest => ({
  serialNumber: aSerialNumber(),
  subject: {
    country: 'US',
    state: 'GuangDong',
    locality: 'GuangZhou',
    organization: 'Your Company Name',
    organizationalUnit: 'imdst.com',
    commonName: 'test.imdst.com',
  },
  sans: [
    { type: 'dns', value: 'test.imdst.com' },
    { type: 'dns', value: 'www.imdst.com' },
    { type: 'ip', value: '10.0.0.7' },
  ],
  notBefore: NOW,
  notAfter: days(90),
  publicKey,
  ...overrides,
});

export async function aLeaf(
  issuer: Authority,
  publicKey: Uint8Array,
  overrides: Partial<LeafRequest> = {},
): Promise<Uint8Array> {
  const template = compileLeafTemplate({
    issuer,
    issuerKeyAlgorithm: issuer.signer.algorithm,
    purpose: 'tls-server',
    pkiUrls: PKI_URLS,
  });
  const toBeSigned = template.toBeSigned(aLeafRequest(publicKey, overrides));
  return assembleCertificate(toBeSigned, await issuer.signer.sign(toBeSigned));
}
