import type { HostName } from './host-names.ts';
import { nginxServerName } from './host-names.ts';
import type { NginxContent, ResolvedNginxOptions } from './nginx-options.ts';
import { isAtLeast } from './nginx-version.ts';
import { HSTS_MAX_AGE_SECONDS, TLS_CURVES, TLS_PROFILES } from './tls-profiles.ts';

/** What the server block needs to know; all values are checked before they come here. */
type ServerBlockInput = { fileStem: string; hosts: readonly HostName[]; options: ResolvedNginxOptions };

/** Since 1.25.1 `http2 on;` is the form; before it, the `http2` parameter of `listen` is the only one. */
export function hasHttp2Directive(version: string): boolean {
  return isAtLeast(version, '1.25.1');
}

function serverName(hosts: readonly HostName[]): string {
  const names = hosts.map(nginxServerName);
  const separator = names.length > 3 ? '\n        ' : ' ';
  return `server_name${separator}${names.join(separator)};`;
}

function redirectServer(hosts: readonly HostName[]): string[] {
  return [
    'server {',
    '    listen 80;',
    '    listen [::]:80;',
    `    ${serverName(hosts)}`,
    '',
    '    return 301 https://$host$request_uri;',
    '}',
    '',
  ];
}

function listenLines(version: string): string[] {
  return hasHttp2Directive(version)
    ? ['    listen 443 ssl;', '    listen [::]:443 ssl;', '    http2 on;']
    : ['    listen 443 ssl http2;', '    listen [::]:443 ssl http2;'];
}

function tlsLines({ fileStem, options }: ServerBlockInput): string[] {
  const { protocols, ciphers } = TLS_PROFILES[options.profile];
  return [
    `    ssl_certificate ${options.directory}/${fileStem}.crt;`,
    `    ssl_certificate_key ${options.directory}/${fileStem}.key;`,
    '',
    `    # Mozilla Server Side TLS 6.0, ${options.profile}`,
    `    ssl_protocols ${protocols.join(' ')};`,
    ...(ciphers.length > 0 ? [`    ssl_ciphers ${ciphers.join(':')};`] : []),
    `    ssl_ecdh_curve ${TLS_CURVES.join(':')};`,
    '    ssl_prefer_server_ciphers off;',
    '    ssl_session_timeout 1d;',
    '    ssl_session_cache shared:certline:10m;',
    '    ssl_session_tickets off;',
  ];
}

function contentLines(content: NginxContent): string[] {
  if (content.kind === 'files') {
    return [
      `    root ${content.root};`,
      // The last is what a fresh Debian has there, so that the first visit is not a 403.
      '    index index.html index.htm index.nginx-debian.html;',
      '',
      '    location / {',
      '        try_files $uri $uri/ =404;',
      '    }',
    ];
  }
  return [
    '    location / {',
    // Without a path, even "/", after the address nginx passes the request line on as it came.
    `        proxy_pass ${content.url};`,
    '        proxy_http_version 1.1;',
    '        proxy_set_header Host $host;',
    '        proxy_set_header X-Real-IP $remote_addr;',
    '        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    '        proxy_set_header X-Forwarded-Host $host;',
    '        proxy_set_header X-Forwarded-Proto $scheme;',
    ...(content.url.startsWith('https:') ? ['        proxy_ssl_server_name on;'] : []),
    '    }',
  ];
}

/**
 * The nginx server block(s), to be included in the `http` context. It holds no date and no fingerprint, so a
 * renewal leaves the text as it was.
 */
export function renderServerBlock(input: ServerBlockInput): string {
  const { fileStem, hosts, options } = input;
  const hsts = `    add_header Strict-Transport-Security "max-age=${HSTS_MAX_AGE_SECONDS}" always;`;
  return [
    `# ${fileStem}, written by Certline for nginx ${options.version}`,
    '',
    ...(options.redirect ? redirectServer(hosts) : []),
    'server {',
    ...listenLines(options.version),
    `    ${serverName(hosts)}`,
    '',
    ...tlsLines(input),
    '',
    ...(options.hsts ? [hsts, ''] : []),
    ...contentLines(options.content),
    '}',
    '',
  ].join('\n');
}
