import type { BundleInput } from './bundle.ts';
import type { BundleFault } from './fault.ts';
import type { HostName } from './host-names.ts';
import { isOtherSanType, parseHostName } from './host-names.ts';

/** What the files say about the certificate, checked and in one form. */
export type CertificateFacts = {
  primary: HostName;
  /** Every host that the certificate is good for, the primary one first, none twice. */
  hosts: HostName[];
  /** RFC 3339, whole seconds. */
  notAfter: string;
  /** Upper-case hexadecimal with colons, as OpenSSL prints it. */
  fingerprintSha256: string;
};

/** Reads the facts, or tells every fault that keeps the certificate out of an nginx bundle. */
export function certificateFacts(input: BundleInput): CertificateFacts | BundleFault[] {
  const faults: BundleFault[] = [];
  const hosts = new Map<string, HostName>();
  const names = [
    { path: 'commonName', text: input.primaryName },
    ...input.sans.map((text, index) => ({ path: `sans.${index}`, text })),
  ];
  for (const { path, text } of names) {
    if (path !== 'commonName' && isOtherSanType(text)) continue;
    const host = parseHostName(text);
    if (host) hosts.set(host.name, host);
    else faults.push(hostNameFault(path));
  }
  const notAfter = new Date(input.notAfter);
  const digits = input.fingerprintSha256.replaceAll(':', '').toUpperCase();
  if (Number.isNaN(notAfter.getTime())) faults.push(factFault('notAfter', 'an RFC 3339 time'));
  if (!/^[0-9A-F]{64}$/.test(digits)) faults.push(factFault('fingerprintSha256', '64 hexadecimal digits'));
  const [primary] = hosts.values();
  if (faults.length > 0 || !primary) return faults;
  return {
    primary,
    hosts: [...hosts.values()],
    notAfter: notAfter.toISOString().replace(/\.\d+/, ''),
    fingerprintSha256: digits.replace(/..(?!$)/g, '$&:'),
  };
}

function hostNameFault(path: string): BundleFault {
  return {
    path,
    code: 'host_name_invalid',
    message: 'An nginx bundle is for certificates of DNS names and IP addresses; this name is neither.',
  };
}

function factFault(path: string, form: string): BundleFault {
  return { path, code: 'certificate_facts_invalid', message: `The certificate's ${path} is not ${form}.` };
}
