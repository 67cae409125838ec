// Runs on any Node from 18 on with nothing installed: brings the machine to the point where the command can run on
// the Node 24 of the lockfile, then hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, say, UserFault } from './src/console.mjs';
import { installPackages } from './src/packages.mjs';
import { ensurePrograms } from './src/programs.mjs';

const commands = {
  start: { entry: 'tools/start/src/main.ts', programs: ['redis-server'] },
  test: {
    entry: 'tools/checks/src/main.ts',
    programs: ['redis-server', 'nginx', 'chromium', 'openssl', 'gnutls-cli', 'certutil'],
  },
  bench: { entry: 'tools/bench/src/main.ts', programs: ['redis-server'] },
};

/** Ends with the command's own exit code, after passing on every signal that should end it. */
async function main() {
  const [name = '', ...rest] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) throw new UserFault(`Say which of ${Object.keys(commands).join(', ')} to run.`);
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new UserFault(`Node ${process.versions.node} is too old to set this up; install Node 18 or newer.`);
  }
  const node = await installPackages();
  const folders = await ensurePrograms(command.programs);
  process.exitCode = await handOver(
    node,
    [join(root, command.entry), ...rest],
    [join(root, 'node_modules', '.bin'), ...folders],
  );
}

function handOver(node, args, folders) {
  const setpriv = '/usr/bin/setpriv';
  const command = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', '--', node] : [node];
  const child = spawn(command[0], [...command.slice(1), ...args], {
    cwd: root,
    stdio: 'inherit',
    // Debian keeps nginx in /usr/sbin, which is not on every user's PATH.
    env: { ...process.env, PATH: [...folders, process.env.PATH, '/usr/sbin'].join(':') },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // An npm that is killed outright passes nothing on; that it is gone shows in the parent's id.
  const { ppid } = process;
  setInterval(() => process.ppid !== ppid && child.kill('SIGTERM'), 1_000).unref();
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new UserFault(`${node} does not run: ${cause.message}.`)));
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

main().catch((error) => {
  say(error instanceof UserFault ? error.message : `Set-up failed, please report this: ${error.stack}`);
  process.exitCode = 1;
});
