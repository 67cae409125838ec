import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '@certline/services';
import { dashboardInputs } from './dashboard-inputs.ts';
import { StartFault } from './faults.ts';

/**
 * Builds the dashboard's server, unless the one that is there was built from these very inputs. Nx keeps earlier
 * builds too, but asking Nx costs seconds, and this is asked at every start.
 * @returns the path of its entry file.
 * @throws StartFault when the build fails.
 */
export async function buildDashboard(root: string, log: string): Promise<string> {
  const standalone = join(root, 'apps/dashboard/.next/standalone');
  const server = join(standalone, 'apps/dashboard/server.js');
  const stamp = join(standalone, 'built-from');
  const inputs = await dashboardInputs(root);
  if (existsSync(server) && (await readFile(stamp, 'utf8').catch(() => '')) === inputs) return server;

  const build = await startProcess({
    name: 'The build of the dashboard',
    command: join(root, 'node_modules/.bin/nx'),
    args: ['run', '@certline/dashboard:build'],
    cwd: root,
    env: {
      PATH: `${join(root, 'node_modules/.bin')}:/usr/bin:/bin`,
      HOME: process.env['HOME'] ?? root,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    logFile: log,
  });
  const { code } = await build.exited;
  if (code === 0 && existsSync(server)) {
    await writeFile(stamp, inputs);
    return server;
  }
  const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-15).join('\n');
  throw new StartFault(`The dashboard could not be built; ${log} says why, its end is:\n${tail}`);
}
