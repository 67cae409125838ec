import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { firstLines, root, run, step, UserFault } from './console.mjs';

const modules = join(root, 'node_modules');
const stamp = join(modules, '.certline-installed');
const wantedMajor = 24;

/**
 * Installs what package-lock.json names, unless that has been done for this very lockfile.
 * @returns {Promise<string>} the path of the Node 24 that came with it
 */
export async function installPackages() {
  const lockfile = await readFile(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  const installed = await readFile(stamp, 'utf8').catch(() => '');
  if (installed !== wanted) {
    await step('Installing the npm packages of package-lock.json', () =>
      install(JSON.parse(lockfile.toString())),
    );
    await writeFile(stamp, wanted);
  }
  return installedNode();
}

async function install(lockfile) {
  const { node, remove } = await nodeForNpm(lockfile);
  try {
    // Not `npm ci`: it refuses a lockfile without the compiled packages of every foreign system, and it begins by
    // deleting node_modules. This installs what the lockfile pins all the same and leaves the lockfile as it is.
    await npm(node, ['install', '--no-save'], root);
  } finally {
    await remove();
  }
}

/**
 * npm leaves out optional packages whose `engines` do not fit the Node that runs it, and among them are the compiled
 * parts of the tools used here. So on an older Node npm first fetches Node 24 alone (pinned by the same lockfile),
 * and then runs on that.
 */
async function nodeForNpm(lockfile) {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) {
    return { node: process.execPath, remove: () => Promise.resolve() };
  }
  const name = `node-${process.platform}-${process.arch}`;
  const entry = lockfile.packages[`node_modules/${name}`];
  if (entry === undefined) {
    throw new UserFault(
      `There is no Node ${wantedMajor} from npm for this system; install Node ${wantedMajor} and try again.`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'certline-node-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const top = { name: 'node-for-npm', version: '1.0.0', dependencies: { [name]: entry.version } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(top));
    const packages = { '': top, [`node_modules/${name}`]: { ...entry, optional: false } };
    await writeFile(
      join(folder, 'package-lock.json'),
      JSON.stringify({ name: top.name, version: top.version, lockfileVersion: 3, requires: true, packages }),
    );
    await npm(process.execPath, ['ci'], folder);
    return { node: join(folder, 'node_modules', name, 'bin', 'node'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function npm(node, args, cwd) {
  const npmCli = process.env.npm_execpath;
  const [command, ...first] = basename(npmCli ?? '') === 'npm-cli.js' ? [node, npmCli] : ['npm'];
  const { code, output } = await run(
    command,
    [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'],
    { cwd, env: { ...environmentWithoutNpm(), PATH: [dirname(node), process.env.PATH].join(delimiter) } },
  );
  if (code !== 0) {
    throw new UserFault(
      `npm could not install the packages; see below, and try again.\n${firstLines(output, 8)}`,
    );
  }
}

/** The variables that an outer npm sets for its scripts would configure the inner one (its prefix, for example). */
function environmentWithoutNpm() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(local_)?prefix|package|lifecycle)/.test(name),
    ),
  );
}

async function installedNode() {
  const packaged = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  const { code, output } = await run(packaged, ['--version']);
  if (code === 0 && Number(output.replace(/^v(\d+).*/s, '$1')) >= wantedMajor) {
    // Old npm versions do not link it; everything that runs later finds its Node here.
    const link = join(modules, '.bin', 'node');
    if (!existsSync(link)) await symlink(relative(dirname(link), packaged), link);
    return packaged;
  }
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  throw new UserFault(
    `The Node ${wantedMajor} from npm does not run on this system; install Node ${wantedMajor} and try again.`,
  );
}
