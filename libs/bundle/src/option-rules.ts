import type { BundleFault } from './fault.ts';
import { isAtLeast, isNginxVersion } from './nginx-version.ts';

/** The first nginx with TLS 1.3; what came before cannot serve either profile. */
const OLDEST_NGINX = '1.13.0';

const LONGEST_PATH = 200;
const LONGEST_UPSTREAM = 300;

// The alphabets leave out everything that ends, quotes, expands or comments in an nginx configuration or a
// shell: space, control characters, ; { } $ ' " ` \ # * ? & | < > ( ) and all that is not ASCII. With them
// gone no value can be more than one word.
const PATH = /^(?:\/[A-Za-z0-9._+@-]+)+\/?$/;
const UPSTREAM =
  /^https?:\/\/(?:\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?::(\d{1,5}))?\/?$/;

/** The fault of an nginx version, or null. */
export function nginxVersionFault(version: string): BundleFault | null {
  const path = 'nginx.version';
  if (!isNginxVersion(version)) {
    return {
      path,
      code: 'nginx_version_invalid',
      message: 'Give the nginx version as "nginx -v" prints it, such as 1.22.1.',
    };
  }
  if (!isAtLeast(version, OLDEST_NGINX)) {
    return {
      path,
      code: 'nginx_version_too_old',
      message: `nginx before ${OLDEST_NGINX} has no TLS 1.3. Update nginx, then ask for the bundle again.`,
    };
  }
  return null;
}

function pathFault(path: string, value: string): BundleFault | null {
  if (!value.startsWith('/')) {
    return { path, code: 'path_not_absolute', message: 'Give a full path that begins with "/".' };
  }
  if (/^\/+$/.test(value)) {
    return { path, code: 'path_is_root', message: 'Name a folder below "/", not "/" itself.' };
  }
  const dots = value.split('/').some((segment) => segment === '.' || segment === '..');
  if (dots || value.length > LONGEST_PATH || !PATH.test(value)) {
    return {
      path,
      code: 'path_unsafe',
      message: `Give a path of at most ${LONGEST_PATH} letters, digits and . _ + @ - between single slashes, without "." or ".." parts.`,
    };
  }
  return null;
}

/** The fault of the folder that holds certificate and key on the server, or null. */
export function directoryFault(directory: string): BundleFault | null {
  return pathFault('nginx.directory', directory);
}

/** The fault of the folder that nginx serves, or null. */
export function rootFault(root: string): BundleFault | null {
  return pathFault('nginx.root', root);
}

/** The fault of the address that requests are passed on to, or null. */
export function upstreamFault(upstream: string): BundleFault | null {
  const match = upstream.length <= LONGEST_UPSTREAM ? UPSTREAM.exec(upstream) : null;
  const port = match?.[1] === undefined ? null : Number(match[1]);
  if (match && (port === null || (port >= 1 && port <= 65_535)) && URL.canParse(upstream)) return null;
  return {
    path: 'nginx.upstream',
    code: 'upstream_invalid',
    message:
      'Give the upstream as http:// or https:// with a host name or IP address and, if need be, a port, such as http://127.0.0.1:8080: no path, user name or query.',
  };
}
