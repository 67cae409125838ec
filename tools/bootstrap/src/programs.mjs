import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { lastLines, root, run, step, UserFault } from './console.mjs';

/** Debian's package of each program. */
const packageOf = {
  'redis-server': 'redis-server',
  nginx: 'nginx',
  chromium: 'chromium',
  openssl: 'openssl',
  'gnutls-cli': 'gnutls-bin',
  certutil: 'libnss3-tools',
};
// Not under node_modules: Nx takes every folder below one out of the PATH of its tasks.
const localFolder = join(root, '.programs');
const localPrograms = join(localFolder, 'bin');

/**
 * Sees to it that every named program can be found: on the PATH, or in a local copy made without root, or by apt.
 * @param {string[]} programs
 * @returns {Promise<string[]>} folders to add to the PATH
 */
export async function ensurePrograms(programs) {
  let missing = programs.filter((program) => !isThere(program));
  if (missing.includes('redis-server') && (await copyRedis())) {
    missing = missing.filter((program) => program !== 'redis-server');
  }
  if (missing.length > 0) await installWithApt(missing);
  return existsSync(localPrograms) ? [localPrograms] : [];
}

function isThere(program) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    localPrograms,
  ];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/** Unpacks Debian's Redis into the project: needs no root and starts no service. False when that is impossible. */
async function copyRedis() {
  if ((await run('apt-get', ['--version'])).code !== 0) return false;
  return step('Fetching Redis from Debian into the project', async () => {
    await rm(localFolder, { recursive: true, force: true });
    const unpacked = join(localFolder, 'redis');
    await mkdir(unpacked, { recursive: true });
    const packages = ['redis-tools', 'redis-server', 'libjemalloc2', 'liblzf1', 'libatomic1'];
    const download = await run('apt-get', ['download', ...packages], { cwd: localFolder });
    if (download.code !== 0) return giveUp();
    for (const file of await readdir(localFolder)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', join(localFolder, file), unpacked]);
    }
    await mkdir(localPrograms, { recursive: true });
    const wrapper = join(localPrograms, 'redis-server');
    const libraries = join(
      unpacked,
      'usr/lib',
      process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu',
    );
    // The libraries' folder goes to Redis alone, not into the environment of everything else.
    await writeFile(
      wrapper,
      `#!/bin/sh\nLD_LIBRARY_PATH=${quoted(libraries)} exec ${quoted(join(unpacked, 'usr/bin/redis-server'))} "$@"\n`,
    );
    await chmod(wrapper, 0o755);
    return (await run(wrapper, ['--version'])).code === 0 ? true : giveUp();
  });
}

/** @param {string} path */
function quoted(path) {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

async function giveUp() {
  await rm(localFolder, { recursive: true, force: true });
  return false;
}

async function installWithApt(programs) {
  const packages = programs.map((program) => packageOf[program]);
  const byHand = `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  if ((await run('apt-get', ['--version'])).code !== 0) {
    throw new UserFault(
      `Missing: ${programs.join(', ')}; install them with your system's package manager and try again.`,
    );
  }
  const prefix = await asRoot();
  if (prefix === undefined)
    throw new UserFault(`Missing: ${programs.join(', ')}; run "${byHand}" and try again.`);
  await step(`Installing ${packages.join(', ')} with apt`, async () => {
    const [command, ...args] = [...prefix, 'sh', '-c', installScript, 'sh', ...packages];
    const { code, output } = await run(command, args, { stdin: 'inherit' });
    if (code !== 0) {
      throw new UserFault(`apt could not install them; run "${byHand}" and try again.\n${lastLines(output)}`);
    }
  });
  const absent = programs.filter((program) => !isThere(program));
  if (absent.length > 0) {
    throw new UserFault(
      `apt is done but ${absent.join(', ')} cannot be found; put them on the PATH and try again.`,
    );
  }
}

/** How to become root: not at all, sudo without a password, or sudo asking at the terminal; undefined when impossible. */
async function asRoot() {
  if (process.getuid?.() === 0) return [];
  if ((await run('sudo', ['-n', 'true'])).code === 0) return ['sudo', '-n'];
  const canAsk = process.stdin.isTTY && (await run('sudo', ['--version'])).code === 0;
  return canAsk ? ['sudo'] : undefined;
}

// Debian starts a service as soon as it is installed; a policy-rc.d that forbids it stands only meanwhile.
const installScript = `
set -e
export DEBIAN_FRONTEND=noninteractive
if [ ! -e /usr/sbin/policy-rc.d ]; then
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
fi
apt-get -o DPkg::Lock::Timeout=120 update
apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"
`;
