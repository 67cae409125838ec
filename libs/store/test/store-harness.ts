import { createHash, randomBytes } from 'node:crypto';
import type { AuthorityId, CertificateId, ChunkId } from '@certline/contracts';
import type { CertificateRequest } from '@certline/domain';
import { createTestDatabase } from '@certline/testing';
import { sql } from 'kysely';
import type { AcceptedCertificate, Claim, Intent, MoveBy, Store, Team } from '../src/index.ts';
import {
  acceptCertificate,
  claimChunk,
  commitIntents,
  ensureTeam,
  insertAuthority,
  migrate,
  newAuthorityId,
  openStore,
  storeOutcomes,
} from '../src/index.ts';

export const actor = { kind: 'system', name: 'test' } as const;
export const by = (team: Team): MoveBy => ({ team: team.id, actor, requestId: 'req-test' });

export const aRequest = (changes: Partial<CertificateRequest> = {}): CertificateRequest => ({
  commonName: 'test.imdst.com',
  sans: [{ type: 'dns', value: changes.commonName ?? 'test.imdst.com' }],
  subject: {},
  authority: 'issuing',
  profile: 'server',
  validityDays: 90,
  keyAlgorithm: 'ecdsa-p256',
  csr: null,
  ignored: [],
  labels: {},
  ...changes,
});

export const anIntent = (certificate: CertificateId, changes: Partial<Intent> = {}): Intent => {
  const toBeSigned = randomBytes(40);
  return {
    certificate,
    authorityId: null,
    // As a random serial is stored: a zero octet keeps it positive.
    serialNumber: Buffer.concat([Buffer.from([0, 0x80]), randomBytes(15)]),
    notBefore: new Date('2026-11-01T00:00:00Z'),
    notAfter: new Date('2027-01-30T00:00:00Z'),
    toBeSigned,
    toBeSignedSha256: createHash('sha256').update(toBeSigned).digest('hex'),
    sealedKey: randomBytes(60),
    ...changes,
  };
};

/** A database of its own with two teams and an authority, opened as its owner. */
export type TestStore = {
  store: Store;
  databaseUrl: string;
  /** Opens it as a process of that group does. */
  openAs: (group: 'certline_api' | 'certline_worker') => Promise<Store>;
  shop: Team;
  rival: Team;
  authority: AuthorityId;
  accept: (request?: Partial<CertificateRequest>, team?: Team) => Promise<AcceptedCertificate>;
  /** Accepts several and puts them into one chunk, as bulk work is. */
  acceptTogether: (count: number) => Promise<{ chunk: ChunkId; certificates: CertificateId[] }>;
  claim: (chunk: ChunkId, leaseMs?: number) => Promise<Claim>;
  /** Takes a certificate through the line, with this intent and fingerprint. */
  issue: (
    request?: Partial<CertificateRequest>,
    result?: { intent?: Partial<Intent>; fingerprintSha256?: string; team?: Team },
  ) => Promise<CertificateId>;
  chunkRow: (
    chunk: ChunkId,
  ) => Promise<{ status: string; claim: number; attempts: number; dispatch: number }>;
  close: () => Promise<void>;
};

export async function openTestStore(): Promise<TestStore> {
  const database = await createTestDatabase(migrate);
  const open = (url: string) => openStore(url, { connections: 10, onError: () => undefined });
  const store = open(database.url);
  const { db } = store;
  const others: Store[] = [];
  const shop = await ensureTeam(db, 'shop', 'Shop');
  const rival = await ensureTeam(db, 'rival', 'Rival');
  const authority = newAuthorityId();
  const notBefore = new Date('2026-01-01T00:00:00Z');
  const notAfter = new Date('2036-01-01T00:00:00Z');
  await db.transaction().execute((tx) =>
    insertAuthority(
      tx,
      {
        ...{ id: authority, slug: 'issuing', name: 'Issuing', kind: 'intermediate', issuerId: null },
        ...{ isDefault: true, keyAlgorithm: 'ecdsa-p256', certificate: randomBytes(8), notBefore, notAfter },
      },
      { actor, fingerprintSha256: '00', now: new Date() },
    ),
  );

  const accept: TestStore['accept'] = (request = {}, team = shop) =>
    db.transaction().execute((tx) =>
      acceptCertificate(tx, {
        ...{ team: team.id, authorityId: request.authority === 'self' ? null : authority, actor, rules: [] },
        ...{ request: aRequest(request), requestId: 'req-test', askedAt: new Date(), allowedAt: new Date() },
      }),
    );
  const claim: TestStore['claim'] = async (chunk, leaseMs = 60_000) => {
    const result = await claimChunk(db, chunk, leaseMs);
    if (result.outcome !== 'claimed') throw new Error(`not claimed but ${result.outcome}`);
    return result.claim;
  };

  return {
    store,
    databaseUrl: database.url,
    openAs: async (group) => {
      const opened = open(await database.urlFor(group));
      others.push(opened);
      return opened;
    },
    shop,
    rival,
    authority,
    accept,
    acceptTogether: async (count) => {
      const accepted = [await accept()];
      while (accepted.length < count) accepted.push(await accept());
      const certificates = accepted.map((one) => one.certificate);
      const { chunk } = accepted[0]!;
      await db.updateTable('certificate').set({ chunk_id: chunk }).where('id', 'in', certificates).execute();
      return { chunk, certificates };
    },
    claim,
    issue: async (request = {}, { intent = {}, fingerprintSha256, team = shop } = {}) => {
      const { certificate, chunk } = await accept(request, team);
      const held = await claim(chunk);
      await commitIntents(db, held, [anIntent(certificate, { authorityId: authority, ...intent })]);
      await storeOutcomes(db, held, {
        issued: [
          {
            ...{ certificate, signature: randomBytes(64) },
            fingerprintSha256: fingerprintSha256 ?? randomBytes(32).toString('hex'),
          },
        ],
        signedAt: new Date(),
        failed: [],
      });
      return certificate;
    },
    chunkRow: (chunk) =>
      db
        .selectFrom('chunk')
        .select(['status', 'claim', 'attempts', 'dispatch'])
        .where('id', '=', chunk)
        .executeTakeFirstOrThrow(),
    close: async () => {
      await Promise.all(others.map((one) => one.close()));
      await store.close();
      await database.drop();
    },
  };
}

/** What a long sleep does to a lease, without the sleep. */
export async function endLease({ store }: TestStore, chunk: ChunkId): Promise<void> {
  await sql`update chunk set lease_until = now() - interval '1 second' where id = ${chunk}`.execute(store.db);
}

/** Looks again every few milliseconds; the test's own limit ends what never comes true. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
