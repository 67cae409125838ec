import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommandOrThrow, temporaryDirectory } from '@certline/testing';
import type { BundleInput } from '../src/index.ts';

export const KEY_TYPES = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ecdsa-p256', 'ecdsa-p384', 'ed25519'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

type Request = { key?: KeyType; names?: readonly string[]; selfSigned?: boolean };

const CA_EXTENSIONS = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n';

function privateKey(type: KeyType): string {
  const options = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const;
  if (type === 'ed25519') return generateKeyPairSync('ed25519', options).privateKey;
  if (type.startsWith('rsa')) {
    return generateKeyPairSync('rsa', { modulusLength: Number(type.slice(4)), ...options }).privateKey;
  }
  return generateKeyPairSync('ec', { namedCurve: type === 'ecdsa-p256' ? 'P-256' : 'P-384', ...options })
    .privateKey;
}

/**
 * A root, an intermediate and a leaf, all made by the OpenSSL command line, as a bundle takes them; or a leaf
 * that signed itself. Each call makes a new authority.
 */
export async function makeCertificate(request: Request = {}): Promise<BundleInput> {
  const { key = 'ecdsa-p256', names = ['test.imdst.com'], selfSigned = false } = request;
  const folder = await temporaryDirectory('certline-certificates');
  const path = (name: string) => join(folder.path, name);
  const read = (name: string) => readFile(path(name), 'utf8');
  const openssl = (...args: string[]) => runCommandOrThrow('openssl', args, { cwd: folder.path });
  const sign = async (subject: string, name: string, extensions: string, issuer: string | null) => {
    await writeFile(path(`${name}.ext`), extensions);
    await openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${subject}`, '-out', `${name}.csr`);
    const issuerArgs = issuer
      ? ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
      : ['-signkey', `${name}.key`];
    await openssl(
      ...[
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-days',
        '30',
        '-extfile',
        `${name}.ext`,
        '-out',
        `${name}.crt`,
      ],
      ...issuerArgs,
    );
  };
  try {
    await writeFile(path('root.key'), privateKey('ecdsa-p256'));
    await writeFile(path('intermediate.key'), privateKey('ecdsa-p256'));
    await writeFile(path('leaf.key'), privateKey(key));
    const altNames = names.map((name) => `${/^[\d.]+$|:/.test(name) ? 'IP' : 'DNS'}:${name}`).join(',');
    const leafExtensions = `subjectAltName=${altNames}\nextendedKeyUsage=serverAuth\n`;
    if (selfSigned) {
      await sign(names[0]!, 'leaf', leafExtensions, null);
    } else {
      await sign('Test Root', 'root', CA_EXTENSIONS, null);
      await sign('Test Intermediate', 'intermediate', CA_EXTENSIONS, 'root');
      await sign(names[0]!, 'leaf', leafExtensions, 'intermediate');
    }
    const fingerprint = await openssl('x509', '-in', 'leaf.crt', '-noout', '-fingerprint', '-sha256');
    return {
      primaryName: names[0]!,
      sans: names,
      certificatePem: await read('leaf.crt'),
      intermediatesPem: selfSigned ? [] : [await read('intermediate.crt')],
      rootPem: await read(selfSigned ? 'leaf.crt' : 'root.crt'),
      csrPem: await read('leaf.csr'),
      privateKeyPem: await read('leaf.key'),
      encryptedPrivateKeyPem: null,
      notAfter: new Date(Date.now() + 30 * 86_400_000).toISOString(),
      fingerprintSha256: fingerprint.stdout.trim().split('=')[1]!,
    };
  } finally {
    await folder.remove();
  }
}
