import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '@certline/services';
import { StartFault } from './faults.ts';

/**
 * Builds the dashboard's server, or takes it from Nx's cache when none of its inputs changed.
 * @returns the path of its entry file.
 * @throws StartFault when the build fails.
 */
export async function buildDashboard(root: string, log: string): Promise<string> {
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
  const server = join(root, 'apps/dashboard/.next/standalone/apps/dashboard/server.js');
  if (code === 0 && existsSync(server)) return server;
  const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-15).join('\n');
  throw new StartFault(`The dashboard could not be built; ${log} says why, its end is:\n${tail}`);
}
