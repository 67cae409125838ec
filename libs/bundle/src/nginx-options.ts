import type { NginxOptions } from '@certline/contracts';
import type { BundleFault } from './fault.ts';
import { directoryFault, nginxVersionFault, rootFault, upstreamFault } from './option-rules.ts';

/** What `location /` does: pass requests on to another server, or serve the files of a folder. */
export type NginxContent = { kind: 'upstream'; url: string } | { kind: 'files'; root: string };

/** The options with every default filled in, addresses and paths without a slash at their end. */
export type ResolvedNginxOptions = {
  version: string;
  profile: 'modern' | 'intermediate';
  /** Where certificate and key lie on the server. */
  directory: string;
  redirect: boolean;
  hsts: boolean;
  content: NginxContent;
};

const DEFAULT_ROOT = '/var/www/html';

/** Fills in the defaults: what `GET …/bundle` gives. Checks nothing. */
export function resolveNginxOptions(options: NginxOptions): ResolvedNginxOptions {
  return {
    version: options.version ?? '1.22.1',
    profile: options.profile ?? 'intermediate',
    directory: withoutTrailingSlash(options.directory ?? '/etc/nginx/sslkey'),
    redirect: options.redirect ?? true,
    hsts: options.hsts ?? true,
    content: options.upstream
      ? { kind: 'upstream', url: withoutTrailingSlash(options.upstream) }
      : { kind: 'files', root: withoutTrailingSlash(options.root ?? DEFAULT_ROOT) },
  };
}

/**
 * Every fault of the options, empty when they are fit to be rendered. The shape is the contract's duty; values
 * are judged here, because this room writes them into files that root runs.
 */
export function nginxOptionFaults(options: NginxOptions): BundleFault[] {
  const { version, directory, upstream, root } = options;
  const pathFaults = [
    directory === undefined ? null : directoryFault(directory),
    root === undefined || root === null ? null : rootFault(root),
  ];
  const arePathsFit = pathFaults.every((fault) => fault === null);
  const faults = [
    version === undefined ? null : nginxVersionFault(version),
    ...pathFaults,
    upstream === undefined || upstream === null ? null : upstreamFault(upstream),
    upstreamAndRootFault(options),
    arePathsFit ? keyDirectoryInRootFault(options) : null,
  ];
  return faults.filter((fault) => fault !== null);
}

function upstreamAndRootFault({ upstream, root }: NginxOptions): BundleFault | null {
  if (typeof upstream !== 'string' || typeof root !== 'string') return null;
  return {
    path: 'nginx.root',
    code: 'upstream_and_root',
    message: 'Give an upstream or a root, not both: nginx either passes requests on or serves files.',
  };
}

function keyDirectoryInRootFault(options: NginxOptions): BundleFault | null {
  const { content, directory } = resolveNginxOptions(options);
  if (content.kind !== 'files' || !`${directory}/`.startsWith(`${content.root}/`)) return null;
  return {
    path: 'nginx.directory',
    code: 'key_directory_in_root',
    message:
      'The private key must not lie in the folder that nginx serves to everyone. Choose another folder.',
  };
}

function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
