import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CertificateId } from '@certline/contracts';
import { toBeSignedOf } from '@certline/crypto';
import { sealedFileKeystore } from '@certline/keystore';
import { cancelCertificate } from '@certline/store';
import { startOwnRedis } from '@certline/testing';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestLine } from './line-harness.ts';
import { keystoreKey, startTestLine, untilTrue } from './line-harness.ts';

let line: TestLine;
beforeEach(async () => {
  line = await startTestLine();
});
afterEach(() => line.close());

const intentOf = (of: TestLine, id: CertificateId) =>
  of.store.db.selectFrom('certificate_intent').selectAll().where('certificate_id', '=', id).execute();
const issuancesOf = (of: TestLine, id: CertificateId) =>
  of.store.db.selectFrom('certificate_issuance').selectAll().where('certificate_id', '=', id).execute();

async function expectExactlyOne(of: TestLine, id: CertificateId): Promise<void> {
  const [intents, issuances, material] = [
    await intentOf(of, id),
    await issuancesOf(of, id),
    await of.material(id),
  ];
  expect(intents).toHaveLength(1);
  expect(issuances).toHaveLength(1);
  expect(Buffer.from(toBeSignedOf(material.certificate)).equals(intents[0]!.to_be_signed)).toBe(true);
  const events = await of.store.db
    .selectFrom('audit_event')
    .select('record')
    .where('certificate_id', '=', id)
    .execute();
  const types = events.map(
    (row) => (JSON.parse(Buffer.from(row.record).toString()) as { event: { type: string } }).event.type,
  );
  expect(types.filter((type) => type === 'certificates.signing')).toHaveLength(1);
  expect(types.filter((type) => type === 'certificates.issued')).toHaveLength(1);
}

// A TBSCertificate of version 3 begins with [0] (RFC 5280 4.1); a TBSCertList does not.
const isCertificate = (toBeSigned: Uint8Array): boolean =>
  toBeSigned[toBeSigned[1]! < 0x80 ? 2 : 2 + (toBeSigned[1]! & 0x7f)] === 0xa0;

/** A keystore whose signatures wait for `open`, and that notes when the first is asked for. */
function gatedKeystore(of: TestLine) {
  const keystore = sealedFileKeystore(of.keystoreDirectory, keystoreKey);
  const signed: Uint8Array[] = [];
  const gate = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  return {
    signed,
    asked: asked.promise,
    open: () => gate.resolve(undefined),
    keystore: {
      signer: async (authority: string) => {
        const signer = await keystore.signer(authority);
        return {
          ...signer,
          sign: async (toBeSigned: Uint8Array) => {
            if (isCertificate(toBeSigned)) {
              signed.push(toBeSigned);
              asked.resolve(undefined);
              await gate.promise;
            }
            return signer.sign(toBeSigned);
          },
        };
      },
    },
  };
}

test('kill -9 of the worker and FLUSHALL between queued and issued still end in exactly one certificate', async () => {
  const server = await startOwnRedis();
  const own = await startTestLine({ url: server.url, prefix: 'own' });
  let slow: ChildProcess | undefined;
  try {
    const script = fileURLToPath(new URL('slow-worker.ts', import.meta.url));
    slow = spawn(process.execPath, [script, own.databaseUrl, server.url, 'own', own.keystoreDirectory], {
      stdio: 'inherit',
    });
    const exited = new Promise((resolve) => slow?.once('exit', resolve));
    const id = await own.request();
    await untilTrue(async () => (await own.read(id)).status === 'signing');
    const [before] = await intentOf(own, id);
    slow.kill('SIGKILL');
    await exited;
    const redis = new Redis(server.url);
    await redis.flushall();
    redis.disconnect();

    await own.work();
    await own.settled(id);
    await expectExactlyOne(own, id);
    const [after] = await intentOf(own, id);
    expect(Buffer.from(after!.to_be_signed).equals(before!.to_be_signed)).toBe(true);
    expect(Buffer.from(after!.sealed_key!).equals(before!.sealed_key!)).toBe(true);
  } finally {
    slow?.kill('SIGKILL');
    await own.close();
    await server.stop();
  }
}, 60_000);

test('a request whose job Redis lost before any worker saw it is issued all the same', async () => {
  const { certificate } = await line.accept();
  await line.work();
  await line.settled(certificate);
  await expectExactlyOne(line, certificate);
}, 60_000);

test('a worker that slept past its lease writes nothing; the one that took over issues', async () => {
  const gate = gatedKeystore(line);
  await line.work({ keystore: gate.keystore, concurrency: 1 });
  const id = await line.request();
  await gate.asked;
  // What a long SIGSTOP looks like to the others.
  await sql`update chunk set lease_until = now() - interval '1 second' where status = 'claimed'`.execute(
    line.store.db,
  );
  await line.work();
  await line.settled(id);
  const [winner] = await issuancesOf(line, id);
  gate.open();
  await untilTrue(() =>
    Promise.resolve(line.logLines.some((text) => text.includes('another worker took this chunk over'))),
  );
  await expectExactlyOne(line, id);
  expect(Buffer.from((await issuancesOf(line, id))[0]!.signature).equals(winner!.signature)).toBe(true);
}, 60_000);

test('a chunk that is delivered forty times to two workers at once gives one certificate', async () => {
  const { certificate, chunk } = await line.accept();
  await Promise.all([line.work({ concurrency: 8 }), line.work({ concurrency: 8 })]);
  await line.queue.enqueueAll(
    Array.from({ length: 40 }, (_, index) => ({ chunk, dispatch: 100 + index, lane: 'portal' as const })),
  );
  await line.settled(certificate);
  await untilTrue(async () => (await line.queue.depth()) === 0);
  await expectExactlyOne(line, certificate);
}, 60_000);

test('nothing is signed that the database does not know', async () => {
  const gate = gatedKeystore(line);
  await line.work({ keystore: gate.keystore });
  const id = await line.request();
  await gate.asked;
  // The signer holds the bytes now and has not answered: another connection must already see them.
  const [intent] = await intentOf(line, id);
  expect(Buffer.from(gate.signed[0]!).equals(intent!.to_be_signed)).toBe(true);
  gate.open();
  await line.settled(id);
  expect(gate.signed).toHaveLength(1);
});

test('one bad row fails alone, with a code and a sentence; its neighbours are issued', async () => {
  const rows = [await line.accept(), await line.accept({ commonName: 'bad.imdst.com' }), await line.accept()];
  const [first, bad, third] = rows;
  const { db } = line.store;
  await db
    .updateTable('certificate')
    .set({ chunk_id: first!.chunk })
    .where(
      'id',
      'in',
      rows.map((row) => row.certificate),
    )
    .execute();
  await db
    .updateTable('certificate')
    .set({ csr: Buffer.from('3003020100', 'hex') })
    .where('id', '=', bad!.certificate)
    .execute();
  await line.queue.enqueue({ chunk: first!.chunk, dispatch: 1, lane: 'portal' });
  await line.work();
  await line.settled(first!.certificate);
  await line.settled(third!.certificate);
  const failed = await line.settled(bad!.certificate, 'failed');
  expect(failed.failure?.code).toMatch(/^[a-z_]+$/);
  expect(failed.failure?.detail).toMatch(/^[A-Z].*\.$/);
  expect(await intentOf(line, bad!.certificate)).toHaveLength(0);
});

test('a missing CA key holds work up with a reason, fails nothing, and work goes on when the key is back', async () => {
  const sealed = join(line.keystoreDirectory, 'issuing.sealed');
  await rename(sealed, `${sealed}.away`);
  const { certificate, chunk, dispatch } = await line.accept();
  await line.queue.enqueue({ chunk, dispatch, lane: 'portal' });
  await line.work({ keystore: sealedFileKeystore(line.keystoreDirectory, keystoreKey) });
  const row = () =>
    line.store.db.selectFrom('chunk').selectAll().where('id', '=', chunk).executeTakeFirstOrThrow();
  await untilTrue(async () => (await row()).attempts >= 2);
  expect((await row()).last_error).toMatch(/KEYSTORE_DIRECTORY/);
  expect((await line.read(certificate)).status).toBe('queued');
  await rename(`${sealed}.away`, sealed);
  await line.settled(certificate);
  await expectExactlyOne(line, certificate);
}, 60_000);

test('stopping a worker finishes the chunk in its hand', async () => {
  const gate = gatedKeystore(line);
  const worker = await line.work({ keystore: gate.keystore });
  const id = await line.request();
  await gate.asked;
  const stopped = worker.stop();
  gate.open();
  await stopped;
  expect((await line.read(id)).status).toBe('issued');
});

test('a certificate can be cancelled until its intent is committed, and not after', async () => {
  const by = { team: line.team.id, actor: { kind: 'system', name: 'test' } as const, requestId: 'req-test' };
  const cancel = (id: CertificateId) =>
    line.store.db.transaction().execute((tx) => cancelCertificate(tx, id, by));

  const early = await line.accept();
  expect(await cancel(early.certificate)).toBe(true);
  await line.queue.enqueue({ chunk: early.chunk, dispatch: 1, lane: 'portal' });
  const gate = gatedKeystore(line);
  await line.work({ keystore: gate.keystore });
  const late = await line.request();
  await gate.asked;
  expect(await cancel(late)).toBe(false);
  gate.open();
  await line.settled(late);
  expect((await line.read(early.certificate)).status).toBe('cancelled');
  expect(await intentOf(line, early.certificate)).toHaveLength(0);
});
