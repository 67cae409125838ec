import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ensureDevelopmentAuthority } from '@certline/ceremony';
import type { Certificate, CreateCertificate, Problem, Scope } from '@certline/contracts';
import { SCOPES } from '@certline/contracts';
import { pemEncode } from '@certline/crypto';
import { createLogger } from '@certline/runtime';
import type { Store, Team } from '@certline/store';
import { createApiKey, ensureTeam, migrate, openStore } from '@certline/store';
import type { ManagedProcess } from '@certline/testing';
import { createTestDatabase, createTestRedis, startProcess, temporaryDirectory } from '@certline/testing';
import { serveApi } from '../src/start-api.ts';

const PUBLIC_URL = 'https://certline.test';
export const leafKeyEncryptionKey = randomBytes(32);

/** An answer, read whole. */
type Reply<Body> = { status: number; headers: Headers; body: Body; text: string };
type Send = <Body = Problem>(
  method: string,
  path: string,
  more?: { body?: unknown; headers?: Record<string, string>; raw?: string },
) => Promise<Reply<Body>>;

/** A whole API on a database of its own, with the real Redis; the worker is started where a test needs one. */
export type TestApi = {
  url: string;
  publicUrl: string;
  store: Store;
  databaseUrl: string;
  ownerUrl: string;
  team: Team;
  root: string;
  /** The secret of a key of `team` with every scope. */
  apiKey: string;
  logLines: string[];
  /** Calls as `apiKey`. */
  call: Send;
  /** Calls with the given headers and nothing else. */
  callAs: (headers: Record<string, string>) => Send;
  makeKey: (team: Team, scopes?: readonly Scope[]) => Promise<string>;
  makeTeam: (slug: string) => Promise<Team>;
  request: (body?: CreateCertificate) => Promise<Certificate>;
  /** Asks for a certificate and waits until it is issued. */
  issue: (body?: CreateCertificate) => Promise<Certificate>;
  startWorker: () => Promise<ManagedProcess>;
  close: () => Promise<void>;
};

export async function startTestApi(
  options: { redisUrl?: string; trustedProxies?: readonly string[] } = {},
): Promise<TestApi> {
  const database = await createTestDatabase(async (url) => {
    await migrate(url);
  });
  const redis = createTestRedis();
  const redisUrl = options.redisUrl ?? redis.url;
  const store = openStore(database.url, { connections: 5, onError: () => undefined });
  const keystore = await temporaryDirectory('certline-api-test');
  const keystoreKey = randomBytes(32);
  const authority = await ensureDevelopmentAuthority({
    databaseUrl: database.url,
    keystoreDirectory: `${keystore.path}/keystore`,
    keystoreKey,
    pkiUrl: 'http://pki.test',
    now: new Date(),
  });
  const team = await ensureTeam(store.db, 'shop', 'Shop');
  const logLines: string[] = [];
  const databaseUrl = await database.urlFor('certline_api');
  const api = await serveApi({
    databaseUrl,
    redisUrl,
    redisPrefix: redis.prefix,
    host: '127.0.0.1',
    port: 0,
    publicUrl: PUBLIC_URL,
    trustedProxies: options.trustedProxies ?? ['loopback'],
    sessionSecret: randomBytes(32).toString('base64'),
    leafKeyEncryptionKey,
    metrics: null,
    logger: createLogger('api', 'debug', { write: (line) => void logLines.push(line) }),
  });
  const url = `http://127.0.0.1:${api.port}`;
  const workers: ManagedProcess[] = [];

  const makeKey = async (of: Team, scopes: readonly Scope[] = SCOPES) => {
    const by = { actor: { kind: 'system', name: 'test' } as const, requestId: null, now: new Date() };
    const wanted = { name: 'test key', scopes: [...scopes] };
    return (await store.db.transaction().execute((tx) => createApiKey(tx, of.id, wanted, by))).secret;
  };
  const apiKey = await makeKey(team);
  const callAs = (headers: Record<string, string>) => sender(url, headers);
  const call = callAs({ authorization: `Bearer ${apiKey}` });

  return {
    url,
    publicUrl: PUBLIC_URL,
    store,
    databaseUrl,
    ownerUrl: database.url,
    team,
    root: pemEncode('CERTIFICATE', authority.root),
    apiKey,
    logLines,
    call,
    callAs,
    makeKey,
    makeTeam: (slug) => ensureTeam(store.db, slug, slug),
    request: async (body = { commonName: 'test.imdst.com' }) =>
      (await call<Certificate>('POST', '/v1/certificates', { body })).body,
    issue: async (body = { commonName: 'test.imdst.com' }) => {
      const reply = await call<Certificate>('POST', '/v1/certificates', {
        body,
        headers: { prefer: 'wait=30' },
      });
      if (reply.body.status !== 'issued') throw new Error(reply.text);
      return reply.body;
    },
    startWorker: async () => {
      const worker = await startProcess({
        name: 'worker',
        command: process.execPath,
        args: [fileURLToPath(new URL('../../worker/src/main.ts', import.meta.url))],
        env: {
          DATABASE_URL: await database.urlFor('certline_worker'),
          REDIS_URL: redisUrl,
          REDIS_PREFIX: redis.prefix,
          LEAF_KEY_ENCRYPTION_KEY: leafKeyEncryptionKey.toString('base64'),
          KEYSTORE_DIRECTORY: `${keystore.path}/keystore`,
          KEYSTORE_KEY: keystoreKey.toString('base64'),
          PKI_URL: 'http://pki.test',
        },
        signalWhenParentDies: 'SIGKILL',
      });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop('SIGTERM')));
      await api.stop();
      await store.close();
      await redis.clear();
      await database.drop();
      await keystore.remove();
    },
  };
}

function sender(url: string, headers: Record<string, string>): Send {
  return async <Body>(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Record<string, string>; raw?: string } = {},
  ): Promise<Reply<Body>> => {
    const body = more.raw ?? (more.body === undefined ? undefined : JSON.stringify(more.body));
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
      text,
    };
  };
}

/** Looks again every few milliseconds; the test's own limit ends what never comes true. */
export async function untilTrue(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
