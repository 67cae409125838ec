import type { NginxOptions } from '@certline/contracts';
import type { BundleFile, BundleInput } from './bundle.ts';
import { certificateFacts } from './certificate-facts.ts';
import { BundleError } from './fault.ts';
import { exampleHost, fileStem } from './host-names.ts';
import { renderInstallScript } from './install-script.ts';
import { nginxOptionFaults, resolveNginxOptions } from './nginx-options.ts';
import { renderReadme } from './readme.ts';
import { hasHttp2Directive, renderServerBlock } from './server-block.ts';

/**
 * The files of an nginx bundle but for their sums (`withChecksums`), in the order in which they are packed.
 * The same arguments give the same texts; nothing is read from clock, machine or network.
 *
 * @throws BundleError with every fault of options and certificate; nothing is rendered from a value with one
 */
export function renderNginxBundle(input: BundleInput, options: NginxOptions = {}): BundleFile[] {
  const facts = certificateFacts(input);
  const faults = [...nginxOptionFaults(options), ...(Array.isArray(facts) ? facts : [])];
  if (faults.length > 0 || Array.isArray(facts)) throw new BundleError(faults);

  const resolved = resolveNginxOptions(options);
  const stem = fileStem(facts.primary);
  const { privateKeyPem, encryptedPrivateKeyPem, csrPem } = input;
  const hasKey = privateKeyPem !== null;
  const probe = facts.hosts.find((host) => host.kind === 'dns' || host.kind === 'wildcard');

  const file = (name: string, text: string, mode: BundleFile['mode'] = 0o644): BundleFile => ({
    path: `${stem}/${name}`,
    mode,
    text,
  });
  const readme = renderReadme({
    fileStem: stem,
    primaryName: facts.primary.name,
    exampleHost: exampleHost(facts.primary),
    options: resolved,
    notAfter: facts.notAfter,
    fingerprintSha256: facts.fingerprintSha256,
    selfSigned: pem(input.rootPem) === pem(input.certificatePem),
    hasKey,
    hasEncryptedKey: encryptedPrivateKeyPem !== null,
    hasCsr: csrPem !== null,
  });
  const script = renderInstallScript({
    fileStem: stem,
    directory: resolved.directory,
    nginxVersion: resolved.version,
    hasKey,
    usesHttp2Directive: hasHttp2Directive(resolved.version),
    probeHost: probe ? exampleHost(probe) : null,
  });
  return [
    file(`${stem}.crt`, [input.certificatePem, ...input.intermediatesPem].map(pem).join('')),
    ...(hasKey ? [file(`${stem}.key`, pem(privateKeyPem), 0o600)] : []),
    ...(encryptedPrivateKeyPem !== null
      ? [file(`${stem}.origin.key`, pem(encryptedPrivateKeyPem), 0o600)]
      : []),
    ...(csrPem !== null ? [file(`${stem}.csr`, pem(csrPem))] : []),
    file('ca.crt', pem(input.rootPem)),
    file(`${stem}.conf`, renderServerBlock({ fileStem: stem, hosts: facts.hosts, options: resolved })),
    file('install.sh', script, 0o755),
    file('README.txt', readme),
  ];
}

/** One PEM text with Unix line ends and one at its end, so that texts can follow each other. */
function pem(text: string): string {
  return `${text.replaceAll('\r\n', '\n').trim()}\n`;
}
