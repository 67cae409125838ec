/**
 * The README's last part: how each system comes to trust `ca.crt`.
 *
 * @param fileStem names the file in the system's store, so that several can lie side by side
 */
export function trustInstructions(fileStem: string, selfSigned: boolean): string[] {
  const stored = `certline-${fileStem}.crt`;
  return [
    'Trust ca.crt',
    '------------',
    'Clients trust the server once they trust ca.crt. Compare its fingerprint with the one that Certline shows',
    'before you do so:',
    '',
    '  openssl x509 -in ca.crt -noout -fingerprint -sha256',
    '',
    ...(selfSigned
      ? ['The certificate signed itself: this trust is for it alone and ends when it is replaced.', '']
      : ['This trust is for every certificate of this authority, so it is given once.', '']),
    'Debian, Ubuntu:',
    `  sudo cp ca.crt /usr/local/share/ca-certificates/${stored}`,
    '  sudo update-ca-certificates',
    '',
    'Fedora, RHEL, Rocky, Alma:',
    `  sudo cp ca.crt /etc/pki/ca-trust/source/anchors/${stored}`,
    '  sudo update-ca-trust',
    '',
    'macOS (Safari, Chrome, curl):',
    '  sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ca.crt',
    '',
    'Windows (Edge, Chrome), in a terminal of an administrator:',
    '  certutil -addstore -f Root ca.crt',
    '',
    ...firefox(selfSigned),
    '',
    'Chrome and Chromium on Linux (certutil is in libnss3-tools or nss-tools):',
    // NSS trusts a CA with C, and a certificate that is none with P.
    `  certutil -d sql:$HOME/.pki/nssdb -A -t ${selfSigned ? 'P' : 'C'},, -n certline-${fileStem} -i ca.crt`,
    '',
  ];
}

function firefox(selfSigned: boolean): string[] {
  return selfSigned
    ? [
        'Firefox (it has a store of its own, whose authorities must be CAs, which this certificate is not):',
        '  open the address, choose Advanced > Accept the Risk and Continue; this is kept for the one host.',
      ]
    : [
        'Firefox (it has a store of its own):',
        '  Settings > Privacy & Security > Certificates > View Certificates > Authorities > Import: choose ca.crt,',
        '  tick "Trust this CA to identify websites". Or let it use those of the system: about:config,',
        '  security.enterprise_roots.enabled = true.',
      ];
}
