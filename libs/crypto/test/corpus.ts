import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assembleCrl,
  buildCsr,
  crlToBeSigned,
  encryptPrivateKey,
  generateKeyPair,
  pemDecode,
  type Signer,
  signerFromPrivateKey,
} from '../src/index.ts';
import { type Authority, aLeaf, anIntermediate, aRoot, days, NOW, QUICK_ALGORITHMS } from './builders.ts';

/** Real inputs to mutate. */
export interface Corpus {
  readonly root: Authority;
  readonly signer: Signer;
  readonly requests: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
  readonly keys: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
}

export async function aCorpus(): Promise<Corpus> {
  const root = await aRoot();
  const signers = await Promise.all(
    QUICK_ALGORITHMS.map(async (algorithm) =>
      signerFromPrivateKey((await generateKeyPair(algorithm)).privateKey),
    ),
  );
  const subject = { country: 'US', organization: 'Größe', commonName: 'a.example' };
  const sans = [
    { type: 'dns', value: 'a.example' },
    { type: 'ip', value: '::1' },
  ] as const;
  const own = await Promise.all(signers.map((signer) => buildCsr({ signer, subject, sans })));
  const fixtures = join(import.meta.dirname, 'fixtures');
  const foreign = readdirSync(fixtures).map((name) => pemDecode(readFileSync(join(fixtures, name), 'utf8')));

  const intermediate = await anIntermediate(root);
  const leaves = await Promise.all(signers.map((signer) => aLeaf(intermediate, signer.publicKey)));

  const { privateKey } = root.keyPair;
  const rsaKey = (await generateKeyPair('rsa-2048')).privateKey;

  const toBeSigned = crlToBeSigned({
    issuerCertificate: root.certificate,
    issuerKeyAlgorithm: root.signer.algorithm,
    number: 3n,
    thisUpdate: NOW,
    nextUpdate: days(7),
    revoked: [{ serialNumber: Uint8Array.of(5), revokedAt: NOW, reason: 'superseded' }],
  });
  return {
    root,
    signer: root.signer,
    requests: [...own, ...foreign],
    certificates: [root.certificate, intermediate.certificate, ...leaves],
    keys: [privateKey, rsaKey, await encryptPrivateKey(privateKey, 'secret')],
    lists: [assembleCrl(toBeSigned, await root.signer.sign(toBeSigned))],
  };
}
