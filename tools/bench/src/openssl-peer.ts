import { runCommandOrThrow, temporaryDirectory } from '@certline/services';

const SETUP = `
set -e
openssl ecparam -name prime256v1 -genkey -noout -out ca.key
openssl req -x509 -new -key ca.key -subj "/CN=Benchmark CA" -days 365 -out ca.crt
`;
// What people do today: a key, a request, a signed certificate with a SAN.
const ONE = `
openssl genpkey $ALGORITHM -out leaf.key 2>/dev/null
openssl req -new -key leaf.key -subj "/CN=host.bench.example" -out leaf.csr
printf 'subjectAltName=DNS:host.bench.example' > leaf.ext
openssl x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 90 -extfile leaf.ext -out leaf.crt 2>/dev/null
`;
const ALGORITHMS = {
  'ecdsa-p256': '-algorithm EC -pkeyopt ec_paramgen_curve:P-256',
  'rsa-2048': '-algorithm RSA -pkeyopt rsa_keygen_bits:2048',
} as const;

/** Certificates a second that the OpenSSL command line makes in a shell loop on this machine. */
export async function opensslRate(algorithm: keyof typeof ALGORITHMS, seconds: number): Promise<number> {
  const folder = await temporaryDirectory('certline-bench-openssl');
  try {
    const options = { cwd: folder.path, env: { ...process.env, ALGORITHM: ALGORITHMS[algorithm] } };
    await runCommandOrThrow('sh', ['-c', SETUP], options);
    const begin = performance.now();
    let count = 0;
    while (performance.now() - begin < seconds * 1000) {
      await runCommandOrThrow('sh', ['-c', ONE], options);
      count += 1;
    }
    return (count * 1000) / (performance.now() - begin);
  } finally {
    await folder.remove();
  }
}
