import type { DatabaseUrls } from '@certline/setup';
import type { Home } from './home.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

export interface Wiring {
  readonly home: Home;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly databases: DatabaseUrls;
  readonly redisUrl: string;
}

export type Environment = Readonly<Record<string, string>>;

export const apiUrl = ({ api }: Ports): string => `http://127.0.0.1:${api}`;
export const dashboardUrl = ({ dashboard }: Ports): string => `http://127.0.0.1:${dashboard}`;

const base: Environment = { PATH: '/usr/bin:/bin', NODE_ENV: 'production' };

/**
 * What each process is given, and nothing more: the environment of this process is not handed on. Only the worker
 * gets the key that opens the CA keys.
 */
export function partEnvironments(
  wiring: Wiring,
): Readonly<Record<'api' | 'worker' | 'dashboard', Environment>> {
  const { home, ports, secrets, databases, redisUrl } = wiring;
  return {
    api: {
      ...base,
      DATABASE_URL: databases.api,
      REDIS_URL: redisUrl,
      API_HOST: '127.0.0.1',
      API_PORT: String(ports.api),
      METRICS_PORT: String(ports.apiMetrics),
      PUBLIC_URL: dashboardUrl(ports),
      SESSION_SECRET: secrets.sessionSecret,
      LEAF_KEY_ENCRYPTION_KEY: secrets.leafKeyEncryptionKey,
    },
    worker: {
      ...base,
      DATABASE_URL: databases.worker,
      REDIS_URL: redisUrl,
      METRICS_PORT: String(ports.workerMetrics),
      PKI_URL: apiUrl(ports),
      WORKER_ROLES: 'sign',
      LEAF_KEY_ENCRYPTION_KEY: secrets.leafKeyEncryptionKey,
      KEYSTORE_DIRECTORY: home.keystore,
      KEYSTORE_KEY: secrets.keystoreKey,
    },
    dashboard: {
      ...base,
      API_URL: apiUrl(ports),
      PORT: String(ports.dashboard),
      HOSTNAME: '127.0.0.1',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  };
}
