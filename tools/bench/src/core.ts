import { randomBytes } from 'node:crypto';
import type { KeyAlgorithm, KeyPair, LeafTemplate, Sealer, Signer } from '@certline/crypto';
import {
  assembleCertificate,
  buildCsr,
  compileLeafTemplate,
  compileLint,
  createSealer,
  fingerprintSha256,
  generateKeyPair,
  parseCsr,
  rootToBeSigned,
  serialNumberFrom,
  signerFromPrivateKey,
} from '@certline/crypto';
import type { Figure } from './figures.ts';
import { perSecond } from './figures.ts';
import { opensslRate } from './openssl-peer.ts';

const DAY_MS = 86_400_000;
const SECONDS_EACH = 5;

/** An issuer in memory: everything of the hot path but the database. */
type Issuer = {
  signer: Signer;
  template: LeafTemplate;
  lint: ReturnType<typeof compileLint>;
  sealer: Sealer;
};

async function makeIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('ecdsa-p256');
  const signer = signerFromPrivateKey(privateKey);
  const now = Math.floor(Date.now() / 1000) * 1000;
  const toBeSigned = rootToBeSigned({
    serialNumber: serialNumberFrom(randomBytes(16)),
    subject: { commonName: 'Benchmark CA' },
    publicKey,
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + 365 * DAY_MS),
  });
  const certificate = assembleCertificate(toBeSigned, await signer.sign(toBeSigned));
  return {
    signer,
    template: compileLeafTemplate({
      issuer: { certificate },
      issuerKeyAlgorithm: 'ecdsa-p256',
      purpose: 'tls-server',
    }),
    lint: compileLint(certificate),
    sealer: createSealer(randomBytes(32)),
  };
}

/** Serial, bytes, lint, signature, certificate, fingerprint: what remains when there is a public key. */
async function issue({ signer, template, lint }: Issuer, publicKey: Uint8Array): Promise<string> {
  const notBefore = new Date(Math.floor(Date.now() / 1000) * 1000);
  const toBeSigned = template.toBeSigned({
    serialNumber: serialNumberFrom(randomBytes(16)),
    subject: { commonName: 'host.bench.example' },
    sans: [{ type: 'dns', value: 'host.bench.example' }],
    notBefore,
    notAfter: new Date(notBefore.getTime() + 90 * DAY_MS - 1000),
    publicKey,
  });
  const [finding] = lint(toBeSigned);
  if (finding !== undefined) throw new Error(finding.message);
  return fingerprintSha256(assembleCertificate(toBeSigned, await signer.sign(toBeSigned)));
}

/** Runs `once` over and over in `lanes` parallel lanes for some seconds; how often a second it ended. */
async function rateOf(once: () => Promise<unknown>, lanes = 1): Promise<number> {
  const begin = performance.now();
  const end = begin + SECONDS_EACH * 1000;
  let count = 0;
  const lane = async () => {
    while (performance.now() < end) {
      await once();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (count * 1000) / (performance.now() - begin);
}

/** Certificates a second in memory, beside the OpenSSL command line doing the same, and the bare key rate. */
export async function coreFigures(): Promise<Figure[]> {
  const issuer = await makeIssuer();
  const owner = new TextEncoder().encode('00000000-0000-7000-8000-000000000000');
  const withKey = async (algorithm: KeyAlgorithm) => {
    const pair: KeyPair = await generateKeyPair(algorithm);
    issuer.sealer.seal(pair.privateKey, owner);
    await issue(issuer, pair.publicKey);
  };
  const holder = await generateKeyPair('ecdsa-p256');
  const csr = await buildCsr({
    signer: signerFromPrivateKey(holder.privateKey),
    subject: { commonName: 'host.bench.example' },
    sans: [{ type: 'dns', value: 'host.bench.example' }],
  });

  await rateOf(() => withKey('ecdsa-p256'));
  const p256 = await rateOf(() => withKey('ecdsa-p256'));
  const fromPublicKey = await rateOf(() => issue(issuer, holder.publicKey));
  const fromCsr = await rateOf(() => issue(issuer, parseCsr(csr).publicKey));
  const opensslP256 = await opensslRate('ecdsa-p256', SECONDS_EACH);
  // Bare and whole in turn, so that a change of the machine's pace meets both.
  const bare: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    bare.push(await rateOf(() => generateKeyPair('rsa-2048'), 4));
    whole.push(await rateOf(() => withKey('rsa-2048'), 4));
  }
  const mean = (rates: readonly number[]) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const opensslRsa = await opensslRate('rsa-2048', SECONDS_EACH);
  const times = (rate: number, peer: number) => `${(rate / peer).toFixed(rate / peer < 10 ? 2 : 0)} ×`;
  return [
    {
      name: 'P-256 with key and seal, one thread',
      measured: perSecond(p256),
      ratio: `${times(p256, opensslP256)} openssl`,
      target: '≥ 4,000/s',
    },
    {
      name: 'from a P-256 public key, one thread',
      measured: perSecond(fromPublicKey),
      ratio: '',
      target: '≥ 10,000/s',
    },
    { name: 'from a P-256 CSR, its signature checked', measured: perSecond(fromCsr), ratio: '', target: '' },
    {
      name: 'RSA-2048 with key and seal, all cores',
      measured: perSecond(mean(whole)),
      ratio: `${times(mean(whole), mean(bare))} bare keys`,
      target: '≥ 0.9 × bare keys',
    },
    {
      name: 'RSA-2048 keys alone, all cores',
      measured: perSecond(mean(bare)),
      ratio: `${times(mean(whole), opensslRsa)} openssl`,
      target: '',
    },
    { name: 'openssl in a loop, P-256', measured: perSecond(opensslP256), ratio: '', target: '' },
    { name: 'openssl in a loop, RSA-2048', measured: perSecond(opensslRsa), ratio: '', target: '' },
  ];
}
