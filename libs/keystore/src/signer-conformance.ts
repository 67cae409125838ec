import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyPair, Signer } from '@certline/crypto';
import {
  assembleCertificate,
  pemEncode,
  rootToBeSigned,
  serialNumberFrom,
  toBeSignedOf,
  verifyCertificateSignature,
} from '@certline/crypto';
import { expect } from 'vitest';

const run = promisify(execFile);

/** What every Signer must do, whatever holds its key; each kind of keystore passes it. */
export async function expectSignerConformance(
  signer: Signer,
  pair: Omit<KeyPair, 'privateKey'>,
): Promise<void> {
  expect(signer.algorithm).toBe(pair.algorithm);
  expect(Buffer.from(signer.publicKey).equals(pair.publicKey)).toBe(true);
  const now = Date.now();
  const toBeSigned = rootToBeSigned({
    serialNumber: serialNumberFrom(new Uint8Array(16).fill(5)),
    subject: { commonName: 'Signer conformance' },
    publicKey: signer.publicKey,
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 86_400_000),
  });
  const signatures = await Promise.all([signer.sign(toBeSigned), signer.sign(toBeSigned)]);
  for (const signature of signatures) {
    const certificate = assembleCertificate(toBeSigned, signature);
    expect(Buffer.from(toBeSignedOf(certificate)).equals(toBeSigned)).toBe(true);
    expect(verifyCertificateSignature(certificate, signer.publicKey)).toBe(true);
    const path = join(await mkdtemp(join(tmpdir(), 'certline-signer-')), 'root.pem');
    await writeFile(path, pemEncode('CERTIFICATE', certificate));
    expect((await run('openssl', ['verify', '-check_ss_sig', '-CAfile', path, path])).stdout).toContain('OK');
  }
}
