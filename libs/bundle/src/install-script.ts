import { INSTALL_SCRIPT_BODY } from './install-script-body.ts';

/** The values that differ between bundles; all are single words of a safe alphabet when they come here. */
type InstallScriptInput = {
  fileStem: string;
  directory: string;
  nginxVersion: string;
  hasKey: boolean;
  usesHttp2Directive: boolean;
  /** A DNS name to ask nginx for once it runs; null when the certificate names IP addresses alone. */
  probeHost: string | null;
};

/** `install.sh`: POSIX sh; the values first, then one text that is the same in every bundle. */
export function renderInstallScript(input: InstallScriptInput): string {
  return [
    '#!/bin/sh',
    `# Installs the certificate of ${input.fileStem} into nginx. Written by Certline.`,
    `name=${quoted(input.fileStem)}`,
    `directory=${quoted(input.directory)}`,
    `made_for=${quoted(input.nginxVersion)}`,
    `key_in_bundle=${quoted(input.hasKey ? 'yes' : 'no')}`,
    `http2_directive=${quoted(input.usesHttp2Directive ? 'yes' : 'no')}`,
    `probe_host=${quoted(input.probeHost ?? '')}`,
    '',
    INSTALL_SCRIPT_BODY,
  ].join('\n');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
