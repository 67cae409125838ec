import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CommandResult,
  freePort,
  type Nginx,
  runCommand,
  startNginx,
  temporaryDirectory,
} from '@certline/testing';
import { type BundleInput, renderNginxBundle, withChecksums } from '../src/index.ts';
import { onPorts, writeFiles } from './bundles.ts';

/** A server with a running nginx that includes `conf.d`, on which install.sh is run as on a user's machine. */
export type Site = {
  ports: { https: number; http: number };
  /** Where certificate and key go. */
  directory: string;
  confDir: string;
  nginx: Nginx;
  /** Unpacks a bundle for this site and returns its folder. */
  unpack(input: BundleInput, options?: Parameters<typeof renderNginxBundle>[1]): Promise<string>;
  install(bundle: string, env?: Record<string, string>, shell?: string): Promise<CommandResult>;
  /** Every installed file with its text and mode: what must be as before when an installation fails. */
  snapshot(): Promise<Record<string, string>>;
  /** A file of the site's own, outside any bundle. */
  write(name: string, text: string, mode?: number): Promise<string>;
  remove(): Promise<void>;
};

export async function makeSite(): Promise<Site> {
  const home = await temporaryDirectory('certline-site');
  const path = (name: string) => join(home.path, name);
  const ports = { https: await freePort(), http: await freePort() };
  const confDir = path('conf.d');
  const directory = path('sslkey');
  await mkdir(confDir);
  await mkdir(path('www'));
  await writeFile(join(path('www'), 'index.html'), 'served by nginx');
  const nginx = await startNginx({ http: `include ${confDir}/*.conf;`, ports: [] });
  const program = path('nginx');
  const write = async (name: string, text: string, mode = 0o644) => {
    await writeFile(path(name), text, { mode });
    return path(name);
  };
  // The program that the site's administrator would call: nginx with this site's configuration.
  await write(
    'nginx',
    `#!/bin/sh\nexec /usr/sbin/nginx -p ${nginx.prefix} -e stderr -c ${nginx.prefix}/nginx.conf "$@"\n`,
    0o755,
  );
  let bundles = 0;
  return {
    ports,
    directory,
    confDir,
    nginx,
    write,
    unpack(input, options) {
      bundles += 1;
      const files = renderNginxBundle(input, { root: path('www'), ...options, directory });
      return writeFiles(withChecksums(onPorts(files, ports)), path(`bundle-${bundles}`));
    },
    install(bundle, env = {}, shell = 'sh') {
      return runCommand(shell, [join(bundle, 'install.sh')], {
        cwd: home.path,
        env: { PATH: '/usr/bin:/bin', NGINX: program, CONF_DIR: confDir, ...env },
      });
    },
    async snapshot() {
      const files: Record<string, string> = {};
      for (const folder of [directory, confDir]) {
        for (const name of await readdir(folder).catch(() => [])) {
          const file = join(folder, name);
          files[name] = `${((await stat(file)).mode & 0o777).toString(8)} ${await readFile(file, 'utf8')}`;
        }
      }
      return files;
    },
    async remove() {
      await nginx.stop();
      await home.remove();
    },
  };
}
