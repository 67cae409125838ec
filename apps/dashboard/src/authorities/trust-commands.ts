/** How each system comes to trust a root: a sentence, and what to type where there is something to type. */
export interface TrustStep {
  system: string;
  words: string;
  commands: string | null;
}

/** `file` is the root's file as downloaded from the portal. */
export function trustSteps(file: string): TrustStep[] {
  return [
    {
      system: 'Debian, Ubuntu',
      words: 'For curl, wget and most programs. Chrome and Firefox have stores of their own.',
      commands: `sudo cp ${file} /usr/local/share/ca-certificates/\nsudo update-ca-certificates`,
    },
    {
      system: 'Fedora, RHEL',
      words: 'Also Rocky and Alma.',
      commands: `sudo cp ${file} /etc/pki/ca-trust/source/anchors/\nsudo update-ca-trust`,
    },
    {
      system: 'macOS',
      words: 'For Safari, Chrome and curl.',
      commands: `sudo security add-trusted-cert -d -r trustRoot \\\n  -k /Library/Keychains/System.keychain ${file}`,
    },
    {
      system: 'Windows',
      words: 'In a terminal of an administrator; for Edge, Chrome and most programs.',
      commands: `certutil -addstore -f Root ${file}`,
    },
    {
      system: 'Firefox',
      words: `Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import: choose ${file} and tick “Trust this CA to identify websites”.`,
      commands: null,
    },
    {
      system: 'Chrome on Linux',
      words: 'certutil is in the package libnss3-tools, or nss-tools.',
      commands: `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n certline -i ${file}`,
    },
  ];
}
