import type { CertificateId } from '@certline/contracts';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CertificateFilter, Database } from '../src/index.ts';
import {
  currentPosition,
  ensureTeam,
  findApiKey,
  findCertificate,
  findMaterial,
  listCertificates,
  listHistory,
  readEventsAfter,
  takeDispatches,
} from '../src/index.ts';
import type { Schema } from '../src/schema.ts';
import type { TestStore } from './store-harness.ts';
import { openTestStore } from './store-harness.ts';

const ROWS = 20_000;

let line: TestStore;
let one: { id: CertificateId; serial: Uint8Array; fingerprint: Uint8Array };
let spied: Database;
const asked: { sql: string; parameters: readonly unknown[] }[] = [];

beforeAll(async () => {
  line = await openTestStore();
  const { db, pool } = line.store;
  await fill(db);
  const { rows } = await sql<typeof one>`
    select c.id, i.serial, s.fingerprint_sha256 as fingerprint from certificate c
    join certificate_intent i on i.certificate_id = c.id join certificate_issuance s on s.certificate_id = c.id
    where c.name = 'host4711.d11.example.org'`.execute(db);
  one = rows[0]!;
  spied = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => void asked.push(event.query),
  });
});
afterAll(() => line.close());

/** As many rows as make a walk through a whole table the wrong plan. */
async function fill(db: Database): Promise<void> {
  const { shop, authority } = line;
  await sql`
    insert into chunk (id, team_id, lane, status)
    select gen_random_uuid(), ${shop.id}, 'bulk', case when n <= 200 then 'waiting' else 'done' end
    from generate_series(1, ${ROWS}::int) n`.execute(db);
  await sql`
    insert into certificate (id, team_id, chunk_id, authority_id, profile, status, name, sans, subject, validity_days,
      key_algorithm, ignored, labels, requested_by)
    select ('01939f5c-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ${shop.id}, chunk.id, ${authority}, 'server',
      case when n % 500 = 0 then 'failed' else 'issued' end, 'host' || n || '.d' || n % 100 || '.example.org', '{}', '{}',
      90, 'ecdsa-p256', '{}', jsonb_build_object('env', case when n % 1000 = 0 then 'rare' else 'prod' end), 'test'
    from (select id, row_number() over () as n from chunk) as chunk`.execute(db);
  for (const statement of [
    `insert into certificate_name (team_id, certificate_id, name) select team_id, id, 'www.' || name from certificate`,
    `insert into certificate_intent (certificate_id, team_id, authority_id, serial, not_before, not_after, to_be_signed, claim)
     select id, team_id, authority_id, decode(md5(id::text), 'hex'), now(), now() + random() * interval '800 days', '', 1 from certificate`,
    `insert into certificate_issuance (certificate_id, team_id, signature, fingerprint_sha256)
     select id, team_id, '', sha256(id::text::bytea) from certificate`,
    `insert into audit_event (team_id, chunk_id, certificate_id, record)
     select team_id, chunk_id, id, '{"at":"","actor":{},"event":{"type":"user.signed_in"}}' from certificate`,
    `insert into api_key (id, team_id, name, secret_sha256, scopes, created_by)
     select gen_random_uuid(), team_id, '', sha256(id::text::bytea), '{}', '' from certificate`,
    'analyze',
  ]) {
    await sql.raw(statement).execute(db);
  }
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const list = (filter: () => Partial<CertificateFilter>) => (db: Database) =>
  listCertificates(db, line.shop.id, { limit: 50, after: null, ...filter() });

test.each<[string, (db: Database) => Promise<unknown>]>([
  ['the first page', list(() => ({}))],
  ['a later page', list(() => ({ after: one.id }))],
  ['a status that few have', list(() => ({ status: 'failed' }))],
  ['a status that none has', list(() => ({ status: 'queued' }))],
  ['the beginning of a name', list(() => ({ q: 'host4711' }))],
  ['the end of a name', list(() => ({ q: 'd11.example.org' }))],
  ['a serial number', list(() => ({ q: hexOf(one.serial).slice(0, 8) }))],
  ['a fingerprint', list(() => ({ q: hexOf(one.fingerprint).slice(0, 8) }))],
  ['what expires soon', list(() => ({ expiresBefore: new Date(Date.now() + 21_600_000).toISOString() }))],
  ['a label that few have', list(() => ({ label: 'env:rare' }))],
  ['one certificate', (db) => findCertificate(db, line.shop.id, one.id)],
  ['its bytes', (db) => findMaterial(db, line.shop.id, one.id)],
  ['its history', (db) => listHistory(db, line.shop.id, one.id)],
  ['an API key', (db) => findApiKey(db, 'clk_7')],
  ['new events', async (db) => readEventsAfter(db, await currentPosition(db), { team: null, limit: 100 })],
  ['the next chunks', (db) => takeDispatches(db, 16)],
])('%s: found by an index, in no table by a walk through all of it', async (_, find) => {
  asked.length = 0;
  await find(spied);
  const query = asked.at(-1)!;
  const { rows } = await line.store.pool.query<Record<string, string>>(`explain ${query.sql}`, [
    ...query.parameters,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  // Teams and authorities are few: those may be walked through.
  expect(plan).not.toMatch(/Seq Scan on (certificate|audit_event|chunk|api_key)/);
});

test('a team’s events from the beginning: no walk through those of all teams', async () => {
  const rival = await ensureTeam(line.store.db, 'rival', 'Rival');
  asked.length = 0;
  await readEventsAfter(spied, { xid: '1', id: '1' }, { team: rival.id, limit: 200 });
  const query = asked.at(-1)!;
  const { rows } = await line.store.pool.query<Record<string, string>>(`explain ${query.sql}`, [
    ...query.parameters,
  ]);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
    /Index Scan using audit_event_team[^]*Index Cond: .*team_id = .*ROW\(xid, id\) > ROW/,
  );
});
