import { rm, writeFile } from 'node:fs/promises';
import { ensureDevelopmentAuthority } from '@certline/ceremony';
import { pemEncode } from '@certline/crypto';
import { prepareDatabase } from '@certline/setup';
import type { CleanUp } from './clean-up.ts';
import { buildDashboard } from './dashboard-build.ts';
import { type DevFile, writeDevFile } from './dev-file.ts';
import { firstAdmin } from './first-admin.ts';
import { logFile, prepareHome } from './home.ts';
import { lockHome } from './lock.ts';
import { apiUrl, dashboardUrl } from './part-environments.ts';
import { partDefinitions } from './parts.ts';
import { choosePorts } from './ports.ts';
import { readJson, writePrivateJson } from './private-file.ts';
import { loadSecrets } from './secrets.ts';
import { issueLocalhost, type LineStep } from './self-check.ts';
import { postgresServer, redisServer } from './servers.ts';
import { type PartDefinition, type SupervisedPart, supervise } from './supervise.ts';

export interface LocalStartOptions {
  readonly root: string;
  /** The data folder. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Prints one line for the person at the terminal. */
  readonly say: (line: string) => void;
}

export interface LocalStart {
  readonly dev: DevFile;
  /** The steps of the self-check, at the first start. */
  readonly selfCheck: readonly LineStep[] | undefined;
}

/**
 * Brings up everything that Certline consists of, on this machine, and returns when all of it answers.
 * @param cleanUp gets what stops each part; the caller runs it when the start failed or is to end.
 * @throws StartFault, or an error that `sentenceFor` can put into words.
 */
export async function startLocally(options: LocalStartOptions, cleanUp: CleanUp): Promise<LocalStart> {
  const { root, say, environment } = options;
  const home = await prepareHome(options.folder);
  cleanUp.add(await lockHome(home));
  // One that a killed run left would name processes that are gone.
  await rm(home.devFile, { force: true });
  cleanUp.add(() => rm(home.devFile, { force: true }));
  const secrets = await loadSecrets(home.secretsFile);
  const ports = await choosePorts(home.portsFile, environment);

  let dev: DevFile | undefined;
  const updateDevFile = async () => {
    if (dev === undefined) return;
    dev = { ...dev, pids: pids() };
    await writeDevFile(home.devFile, dev);
  };
  const run = async (definition: PartDefinition): Promise<SupervisedPart> => {
    const begin = performance.now();
    const part = await supervise(definition, say, updateDevFile);
    cleanUp.add(() => part.stop());
    say(`${definition.name} is up (${secondsSince(begin)})`);
    return part;
  };

  // The build needs none of the servers, and on the first start it takes the longest.
  const building = timed(say, 'The dashboard is built', buildDashboard(root, await logFile(home, 'build')));
  building.catch(() => undefined);

  const ownPostgres = await postgresServer(home, ports, secrets);
  const ownRedis = await redisServer(home, ports, secrets);
  const [postgres, redis] = await Promise.all([
    environment['DATABASE_URL'] === undefined ? run(ownPostgres) : undefined,
    environment['REDIS_URL'] === undefined ? run(ownRedis) : undefined,
  ]);
  const owner = environment['DATABASE_URL'] ?? ownPostgres.url;
  const databases = await timed(
    say,
    'The database is up to date',
    prepareDatabase(owner, { api: secrets.apiDatabasePassword, worker: secrets.workerDatabasePassword }),
  );
  const authority = await ensureDevelopmentAuthority({
    databaseUrl: databases.owner,
    keystoreDirectory: home.keystore,
    keystoreKey: Buffer.from(secrets.keystoreKey, 'base64'),
    pkiUrl: apiUrl(ports),
    now: new Date(),
  });
  if (authority.created) say('A development root and an intermediate CA are made');
  const rootPem = pemEncode('CERTIFICATE', authority.root);
  await writeFile(home.rootCertificate, rootPem);
  const admin = await firstAdmin(home, databases.owner, secrets.adminPassword);

  const redisUrl = environment['REDIS_URL'] ?? ownRedis.url;
  const wiring = { home, ports, secrets, databases, redisUrl };
  const parts = await partDefinitions(root, wiring, building);
  const [api, worker, dashboard] = await Promise.all([
    run(parts.api),
    run(parts.worker),
    run(parts.dashboard),
  ]);
  const pids = (): DevFile['pids'] => ({
    api: api.pid(),
    workers: [worker.pid()],
    dashboard: dashboard.pid(),
    redis: redis?.pid() ?? null,
    postgres: postgres?.pid() ?? null,
  });

  let selfCheck: LineStep[] | undefined;
  if ((await readJson(home.selfCheckFile)) === undefined) {
    selfCheck = await issueLocalhost(apiUrl(ports), admin.apiKey, rootPem);
    await writePrivateJson(home.selfCheckFile, { steps: selfCheck });
  }
  dev = {
    api: apiUrl(ports),
    dashboard: dashboardUrl(ports),
    email: admin.email,
    password: secrets.adminPassword,
    apiKey: admin.apiKey,
    root: home.rootCertificate,
    pids: pids(),
  };
  await writeDevFile(home.devFile, dev);
  return { dev, selfCheck };
}

async function timed<T>(say: (line: string) => void, done: string, work: Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work;
  say(`${done} (${secondsSince(begin)})`);
  return result;
}

function secondsSince(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}
