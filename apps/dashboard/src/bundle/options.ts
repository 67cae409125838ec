import type { BundleRequest, NginxOptions } from '@certline/contracts';

/** The choices as they stand in the form. */
export interface BundleChoices {
  version: string;
  profile: 'intermediate' | 'modern';
  directory: string;
  content: 'root' | 'upstream';
  root: string;
  upstream: string;
  redirect: boolean;
  hsts: boolean;
  passphrase: string;
  archive: 'zip' | 'tar.gz';
}

export const USUAL_CHOICES: BundleChoices = {
  version: '1.22.1',
  profile: 'intermediate',
  directory: '/etc/nginx/sslkey',
  content: 'root',
  root: '/var/www/html',
  upstream: 'http://127.0.0.1:8080',
  redirect: true,
  hsts: true,
  passphrase: '',
  archive: 'zip',
};

/** The nginx part of the request; only the one that is chosen of root and upstream is sent. */
export function nginxOptions(choices: BundleChoices): NginxOptions {
  return {
    version: choices.version,
    profile: choices.profile,
    directory: choices.directory,
    redirect: choices.redirect,
    hsts: choices.hsts,
    upstream: choices.content === 'upstream' ? choices.upstream : null,
    root: choices.content === 'root' ? choices.root : null,
  };
}

export function bundleRequest(choices: BundleChoices): BundleRequest {
  return {
    target: 'nginx',
    archive: choices.archive,
    nginx: nginxOptions(choices),
    ...(choices.passphrase === '' ? {} : { passphrase: choices.passphrase }),
  };
}

/** The commands that follow the download. */
export function installCommands(stem: string, archive: BundleChoices['archive']): string {
  const unpack = archive === 'zip' ? `unzip ${stem}.zip` : `tar xzf ${stem}.tar.gz`;
  return `${unpack}\ncd ${stem}\nsudo sh install.sh\n`;
}
