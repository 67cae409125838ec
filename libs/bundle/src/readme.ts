import type { ResolvedNginxOptions } from './nginx-options.ts';
import { trustInstructions } from './trust-instructions.ts';

/** What the README tells; all values are checked before they come here. */
type ReadmeInput = {
  fileStem: string;
  /** What the certificate is for, as people write it. */
  primaryName: string;
  /** A host to use in the example commands. */
  exampleHost: string;
  options: ResolvedNginxOptions;
  /** RFC 3339. */
  notAfter: string;
  fingerprintSha256: string;
  selfSigned: boolean;
  hasKey: boolean;
  hasEncryptedKey: boolean;
  hasCsr: boolean;
};

/** `README.txt`: what the files are, how to install, check and trust them. */
export function renderReadme(input: ReadmeInput): string {
  const { fileStem, primaryName, notAfter, fingerprintSha256 } = input;
  const title = `nginx bundle for ${primaryName}`;
  return [
    title,
    '='.repeat(title.length),
    '',
    `The certificate is valid until ${notAfter}.`,
    'Its SHA-256 fingerprint is',
    `  ${fingerprintSha256}`,
    '',
    ...fileList(input),
    ...installation(input),
    ...checks(input),
    ...trustInstructions(fileStem, input.selfSigned),
  ].join('\n');
}

function section(title: string): string[] {
  return [title, '-'.repeat(title.length)];
}

function fileList(input: ReadmeInput): string[] {
  const { fileStem, options } = input;
  const files: (readonly [string, string] | null)[] = [
    [
      `${fileStem}.crt`,
      input.selfSigned ? 'the certificate' : 'the certificate and its intermediates, for nginx',
    ],
    input.hasKey ? [`${fileStem}.key`, 'the private key, without a password: keep it secret'] : null,
    input.hasEncryptedKey ? [`${fileStem}.origin.key`, 'the same key, encrypted with your passphrase'] : null,
    input.hasCsr ? [`${fileStem}.csr`, 'the certificate signing request'] : null,
    [
      'ca.crt',
      input.selfSigned
        ? 'what clients must trust: the certificate itself'
        : 'the root certificate that clients must trust',
    ],
    [`${fileStem}.conf`, `the server block, for nginx ${options.version}`],
    ['install.sh', 'puts all of it in place, and takes it back if nginx refuses it'],
    ['SHA256SUMS', 'the sums of these files: sha256sum -c SHA256SUMS'],
  ];
  const shown = files.filter((file) => file !== null);
  const width = Math.max(...shown.map(([name]) => name.length)) + 2;
  return [...section('Files'), ...shown.map(([name, use]) => `${name.padEnd(width)}${use}`), ''];
}

function installation({ fileStem, options, hasKey }: ReadmeInput): string[] {
  const { directory } = options;
  const ownKey = [
    '',
    'This certificate was made from your CSR, so your private key is not in here: Certline never had it.',
    `nginx expects it as ${directory}/${fileStem}.key. Name it once, and install.sh copies it`,
    'there (PEM, without a password):',
    '',
    '  sudo KEY=/path/of/your.key sh install.sh',
  ];
  return [
    ...section('Install'),
    'On the server, in this folder:',
    '',
    '  sudo sh install.sh',
    ...(hasKey ? [] : ownKey),
    '',
    'It checks the sums, that key and certificate belong together and that nginx can use them, puts them in',
    'place, lets nginx test its configuration and reloads it. If nginx refuses, the old files are put back.',
    'To renew, do the same with the new bundle. CONF_DIR=/path names another folder than /etc/nginx/conf.d.',
    '',
    'By hand:',
    '',
    `  sudo install -d -m 700 ${directory}`,
    `  sudo install -m 644 ${fileStem}.crt ${directory}/`,
    `  sudo install -m 600 ${hasKey ? '' : '/path/of/your.key '}${hasKey ? `${fileStem}.key ${directory}/` : `${directory}/${fileStem}.key`}`,
    `  sudo install -m 644 ${fileStem}.conf /etc/nginx/conf.d/`,
    '  sudo nginx -t && sudo nginx -s reload',
    '',
    'Where several server blocks share port 443, the TLS versions of the first (the default server) may count',
    'for all of them.',
    '',
  ];
}

function checks({ exampleHost }: ReadmeInput): string[] {
  const bare = exampleHost.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$|:/.test(bare);
  // Brackets mean something to some shells.
  const url = exampleHost.startsWith('[') ? `'https://${exampleHost}/'` : `https://${exampleHost}/`;
  const [verify, serverName] = isAddress
    ? [`-verify_ip ${bare}`, '-noservername']
    : [`-verify_hostname ${bare}`, `-servername ${bare}`];
  return [
    ...section('Check'),
    `  curl --cacert ca.crt ${url}`,
    '',
    'On the server itself, before the name leads to it:',
    '',
    isAddress
      ? `  curl --cacert ca.crt --connect-to ::127.0.0.1:443 ${url}`
      : `  curl --cacert ca.crt --resolve ${exampleHost}:443:127.0.0.1 ${url}`,
    '',
    'With OpenSSL ("Verify return code: 0 (ok)" is what you want to see):',
    '',
    `  openssl s_client -connect ${exampleHost}:443 ${serverName} \\`,
    `    -CAfile ca.crt ${verify} </dev/null`,
    '',
  ];
}
