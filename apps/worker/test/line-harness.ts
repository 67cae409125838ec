import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate, CertificateId, CertificateStatus, CreateCertificate } from '@certline/contracts';
import { ensureDevelopmentAuthority } from '@certline/ceremony';
import { assembleCertificate, createSealer, pemEncode } from '@certline/crypto';
import { resolveRequest } from '@certline/domain';
import type { Keystore } from '@certline/keystore';
import { sealedFileKeystore } from '@certline/keystore';
import type { SignQueue } from '@certline/queue/enqueue';
import { openSignQueue } from '@certline/queue/enqueue';
import { createLogger } from '@certline/runtime';
import type { AcceptedCertificate, Store, Team } from '@certline/store';
import {
  acceptCertificate,
  ensureTeam,
  findCertificate,
  findMaterial,
  listAuthorities,
  migrate,
  openStore,
} from '@certline/store';
import { createTestDatabase, createTestRedis } from '@certline/testing';
import { startWorker } from '../src/start-worker.ts';

export const keystoreKey = new Uint8Array(32).fill(1);
const leafKeyEncryptionKey = new Uint8Array(32).fill(2);
const pkiUrl = 'http://pki.test';

/** A database, a Redis prefix, a development authority and a team: everything but the worker. */
export type TestLine = {
  store: Store;
  databaseUrl: string;
  redis: { url: string; prefix: string };
  queue: SignQueue;
  team: Team;
  root: string;
  keystoreDirectory: string;
  keystore: Keystore;
  logLines: string[];
  accept: (body?: CreateCertificate) => Promise<AcceptedCertificate>;
  /** Accepts and hands the chunk to the queue, as the api does. */
  request: (body?: CreateCertificate) => Promise<CertificateId>;
  work: (options?: { keystore?: Keystore; concurrency?: number }) => Promise<{ stop: () => Promise<void> }>;
  read: (id: CertificateId) => Promise<Certificate>;
  settled: (id: CertificateId, status?: CertificateStatus) => Promise<Certificate>;
  /** DER of the leaf and of its opened key. */
  material: (
    id: CertificateId,
  ) => Promise<{ certificate: Uint8Array; pem: string; privateKey: Uint8Array | null }>;
  close: () => Promise<void>;
};

export async function startTestLine(
  redis: { url: string; prefix: string } = createTestRedis(),
): Promise<TestLine> {
  const database = await createTestDatabase(async (url) => {
    await migrate(url);
  });
  const store = openStore(database.url, { connections: 5, onError: () => undefined });
  const keystoreDirectory = join(await mkdtemp(join(tmpdir(), 'certline-line-')), 'keystore');
  const authority = await ensureDevelopmentAuthority({
    databaseUrl: database.url,
    keystoreDirectory,
    keystoreKey,
    pkiUrl,
    now: new Date(),
  });
  const team = await ensureTeam(store.db, 'shop', 'Shop');
  const keystore = sealedFileKeystore(keystoreDirectory, keystoreKey);
  const queue = openSignQueue({ redisUrl: redis.url, prefix: redis.prefix, onError: () => undefined });
  await untilTrue(() =>
    queue.ping().then(
      () => true,
      () => false,
    ),
  );
  const databaseUrl = await database.urlFor('certline_worker');
  const logLines: string[] = [];
  const running = new Set<{ stop: () => Promise<void> }>();

  const accept = async (body: CreateCertificate = { commonName: 'test.imdst.com' }) => {
    const authorities = await listAuthorities(store.db);
    const issuing = authorities.find((one) => one.isDefault);
    if (issuing === undefined) throw new Error('no default authority');
    const now = new Date();
    const resolution = resolveRequest(body, { now, findAuthority: () => issuing });
    if (!resolution.ok) throw new Error(JSON.stringify(resolution.faults));
    const { request, rulings } = resolution;
    return store.db.transaction().execute((tx) =>
      acceptCertificate(tx, {
        team: team.id,
        authorityId: request.authority === 'self' ? null : issuing.id,
        request,
        actor: { kind: 'system', name: 'test' },
        requestId: 'req-test',
        askedAt: now,
        allowedAt: new Date(),
        rules: rulings.map(({ rule, allowed, reason }) => ({ rule, allowed, reason })),
      }),
    );
  };
  const read = async (id: CertificateId) => {
    const certificate = await findCertificate(store.db, team.id, id);
    if (certificate === undefined) throw new Error(`no certificate ${id}`);
    return certificate;
  };

  return {
    store,
    databaseUrl,
    redis,
    queue,
    team,
    root: pemEncode('CERTIFICATE', authority.root),
    keystoreDirectory,
    keystore,
    logLines,
    accept,
    request: async (body) => {
      const { certificate, chunk, dispatch } = await accept(body);
      await queue.enqueue({ chunk, dispatch, lane: 'portal' });
      return certificate;
    },
    work: async (options = {}) => {
      const worker = await startWorker({
        databaseUrl,
        redisUrl: redis.url,
        redisPrefix: redis.prefix,
        keystore: options.keystore ?? keystore,
        leafKeyEncryptionKey,
        pkiUrl,
        concurrency: options.concurrency ?? 4,
        metrics: null,
        logger: createLogger('worker', 'debug', { write: (line) => void logLines.push(line) }),
      });
      const handle = {
        stop: async () => {
          if (running.delete(handle)) await worker.stop();
        },
      };
      running.add(handle);
      return handle;
    },
    read,
    settled: async (id, status = 'issued') => {
      await untilTrue(async () => ['issued', 'failed', 'cancelled'].includes((await read(id)).status));
      const certificate = await read(id);
      if (certificate.status !== status)
        throw new Error(`${id} is ${certificate.status}: ${JSON.stringify(certificate.failure)}`);
      return certificate;
    },
    material: async (id) => {
      const material = await findMaterial(store.db, team.id, id);
      if (!material?.issued) throw new Error(`${id} is not issued`);
      const certificate = assembleCertificate(material.issued.toBeSigned, material.issued.signature);
      const { sealedKey } = material.issued;
      return {
        certificate,
        pem: pemEncode('CERTIFICATE', certificate),
        privateKey:
          sealedKey === null
            ? null
            : createSealer(leafKeyEncryptionKey).open(sealedKey, new TextEncoder().encode(id)),
      };
    },
    close: async () => {
      await Promise.all([...running].map((worker) => worker.stop()));
      await queue.close();
      await store.close();
      await database.drop();
    },
  };
}

/** Looks again every few milliseconds; the test's own limit ends what never comes true. */
export async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
