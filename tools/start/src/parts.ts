import { join } from 'node:path';
import { startProcess } from '@certline/services';
import { logFile } from './home.ts';
import {
  apiUrl,
  dashboardUrl,
  type Environment,
  partEnvironments,
  type Wiring,
} from './part-environments.ts';
import { untilAnswers } from './readiness.ts';
import type { PartDefinition } from './supervise.ts';

/**
 * API, worker and dashboard, each as a Node process that is given its own environment and no other.
 * @param dashboardServer the entry file of the dashboard's build, which may still be going on
 */
export async function partDefinitions(
  root: string,
  wiring: Wiring,
  dashboardServer: Promise<string>,
): Promise<Readonly<Record<'api' | 'worker' | 'dashboard', PartDefinition>>> {
  const environments = partEnvironments(wiring);
  const { home, ports } = wiring;

  const part = async (
    name: string,
    logName: string,
    script: string | Promise<string>,
    env: Environment,
    readyUrl: string,
  ) => {
    const log = await logFile(home, logName);
    return {
      name,
      start: async () => {
        const process = await startProcess({
          name,
          command: globalThis.process.execPath,
          args: [await script],
          env,
          cwd: root,
          logFile: log,
          signalWhenParentDies: 'SIGTERM',
        });
        return untilAnswers(process, readyUrl, log);
      },
      // A worker finishes the chunk in hand, the API its open requests.
      stop: (process: Awaited<ReturnType<typeof startProcess>>) => process.stop('SIGTERM', 28_000),
    };
  };

  return {
    api: await part(
      'The API',
      'api',
      join(root, 'apps/api/src/main.ts'),
      environments.api,
      `${apiUrl(ports)}/readyz`,
    ),
    worker: await part(
      'The worker',
      'worker',
      join(root, 'apps/worker/src/main.ts'),
      environments.worker,
      `http://127.0.0.1:${ports.workerMetrics}/metrics`,
    ),
    dashboard: await part(
      'The dashboard',
      'dashboard',
      dashboardServer,
      environments.dashboard,
      dashboardUrl(ports),
    ),
  };
}
