import type { Certificate, CertificateId } from '@certline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateFilter, Team } from '../src/index.ts';
import {
  cancelCertificate,
  findCertificate,
  findMaterial,
  listCertificates,
  listHistory,
  retryCertificate,
} from '../src/index.ts';
import { sanFromColumn } from '../src/san-column.ts';
import type { TestStore } from './store-harness.ts';
import { by, openTestStore } from './store-harness.ts';

let line: TestStore;
beforeAll(async () => {
  line = await openTestStore();
});
afterAll(() => line.close());

const list = (filter: Partial<CertificateFilter> = {}, team: Team = line.shop) =>
  listCertificates(line.store.db, team.id, { limit: 200, after: null, ...filter });
const idsOf = async (filter: Partial<CertificateFilter>, team?: Team): Promise<CertificateId[]> =>
  (await list(filter, team)).items.map((certificate) => certificate.id);
const dns = (value: string) => ({ type: 'dns' as const, value });
const named = (commonName: string, ...others: string[]) => ({
  commonName,
  sans: [commonName, ...others].map(dns),
});

test('pages have neither gaps nor doubles while others are added', async () => {
  const before: CertificateId[] = [];
  for (let made = 0; made < 25; made++) before.push((await line.accept({}, line.rival)).certificate);
  const seen: Certificate[] = [];
  let after: CertificateId | null = null;
  do {
    const page = await list({ limit: 7, after }, line.rival);
    seen.push(...page.items);
    after = page.nextCursor as CertificateId | null;
    await line.accept({}, line.rival);
  } while (after !== null);
  expect(seen.map((certificate) => certificate.id)).toEqual(before.reverse());
  const exact = await list({ limit: before.length + 4 }, line.rival);
  expect(exact.items).toHaveLength(29);
  expect(exact.nextCursor).toBeNull();
});

describe('filters', () => {
  let old: CertificateId;
  let self: CertificateId;
  let queued: CertificateId;
  beforeAll(async () => {
    old = await line.issue(
      { ...named('old.filters.test'), labels: { env: 'prod', note: 'a:b' } },
      { intent: { notAfter: new Date('2026-12-01T00:00:00Z') } },
    );
    self = await line.issue({ ...named('self.filters.test'), authority: 'self' });
    queued = (await line.accept({ ...named('queued.filters.test'), labels: { env: 'prod-eu' } })).certificate;
  });
  const q = '.filters.test';

  test.each<[string, Partial<CertificateFilter>, () => CertificateId[]]>([
    ['status', { status: 'queued' }, () => [queued]],
    ['authority self', { authority: 'self' }, () => [self]],
    ['authority default', { authority: 'default' }, () => [queued, old]],
    ['authority by name', { authority: 'issuing' }, () => [queued, old]],
    ['an unknown authority', { authority: 'nobody' }, () => []],
    ['a label, whole', { label: 'env:prod' }, () => [old]],
    ['a label with a colon in its value', { label: 'note:a:b' }, () => [old]],
    ['a label that nothing has', { label: 'env:' }, () => []],
    ['expiry', { expiresBefore: '2026-12-01T00:00:01Z' }, () => [old]],
    ['expiry, the moment itself', { expiresBefore: '2026-12-01T00:00:00Z' }, () => []],
    ['an unknown batch', { batch: 'none' }, () => []],
    ['several at once', { authority: 'default', status: 'issued', label: 'env:prod' }, () => [old]],
  ])('%s', async (_, filter, expected) => {
    expect(await idsOf({ q, ...filter })).toEqual(expected());
  });

  test('authority by id', async () => {
    expect(await idsOf({ q, authority: line.authority })).toEqual([queued, old]);
  });
});

describe('search', () => {
  const SERIAL = Buffer.from('00f1c2d3e4a5968778695a4b3c2d1e0f01', 'hex');
  const FINGERPRINT = `feedfacecafe${'0'.repeat(52)}`;
  const ids: Record<string, CertificateId> = {};
  beforeAll(async () => {
    const accept = async (name: string, ...others: string[]) => {
      ids[name] = (await line.accept(named(name, ...others))).certificate;
    };
    await accept('shop.example.org', 'www.shop.example.org', '10.9.8.7');
    await accept('badexample.org');
    await accept('100%_sure.example.net', 'a_b.example.net');
    await accept('100x-sure.example.net', 'axb.example.net');
    await accept('*.wild.example');
    ids['numbers'] = await line.issue(named('numbers.example'), {
      intent: { serialNumber: SERIAL },
      fingerprintSha256: FINGERPRINT,
    });
    ids['mail'] = (
      await line.accept({ commonName: null, sans: [{ type: 'email', value: 'Jane.Doe@mail.example' }] })
    ).certificate;
    const mixed = ['email:Ann@mixed.example', 'dns:api.mixed.example'].map(sanFromColumn);
    ids['mixed'] = (await line.accept({ commonName: null, sans: mixed })).certificate;
  });

  test.each([
    ['the beginning of a name', 'shop.ex', ['shop.example.org']],
    ['the beginning of another SAN', 'www.shop', ['shop.example.org']],
    ['an address', '10.9.8', ['shop.example.org']],
    ['upper case and blanks around', '  SHOP.Example ', ['shop.example.org']],
    ['a domain, at the boundary of a label', 'example.org', ['shop.example.org']],
    ['a domain with a leading dot', '.example.org', ['shop.example.org']],
    ['a domain of a wildcard', 'wild.example', ['*.wild.example']],
    ['an asterisk as it stands', '*.wild', ['*.wild.example']],
    ['% as it stands', '100%', ['100%_sure.example.net']],
    ['_ as it stands', 'a_b.', ['100%_sure.example.net']],
    ['a backslash as it stands', 'shop\\', []],
    ['a quote as it stands', "shop'", []],
    ['an e-mail address in any case', 'jane.doe@', ['mail']],
    ['the host beside an e-mail address', 'api.mixed', ['mixed']],
    ['the e-mail address beside a host', 'ann@', ['mixed']],
    ['a middle part, which is neither', 'xample', []],
    ['a serial number', 'f1c2d3', ['numbers']],
    ['an odd number of its digits', 'f1c2d', ['numbers']],
    ['the whole serial number', 'f1c2d3e4a5968778695a4b3c2d1e0f01', ['numbers']],
    ['a serial number with its sign octet, colons, upper case', '00:F1:C2:D3', ['numbers']],
    ['another serial number', 'f1c2d4', []],
    ['digits from the middle of one', 'c2d3e4', []],
    ['a fingerprint', 'feedface', ['numbers']],
    ['the whole fingerprint with colons', FINGERPRINT.replaceAll(/(..)(?!$)/g, '$1:'), ['numbers']],
    ['more digits than a fingerprint has', `${FINGERPRINT}0`, []],
  ])('%s', async (_, q, names) => {
    expect(await idsOf({ q })).toEqual(names.map((name) => ids[name]!).reverse());
  });

  test('finds nothing of another team', async () => {
    for (const q of ['shop.', 'www.shop', 'example.org', 'f1c2d3', 'feedface']) {
      expect(await idsOf({ q }, line.rival)).toEqual([]);
    }
  });
});

test('another team’s certificate answers like one that does not exist, to reading and to moving', async () => {
  const { db } = line.store;
  const mine = await line.issue();
  const { certificate: open } = await line.accept();
  const other = line.rival;
  for (const id of [mine, open]) {
    expect(await findCertificate(db, other.id, id)).toBeUndefined();
    expect(await findMaterial(db, other.id, id)).toBeUndefined();
    expect(await listHistory(db, other.id, id)).toEqual([]);
    expect(await idsOf({}, other)).not.toContain(id);
    expect(await db.transaction().execute((tx) => cancelCertificate(tx, id, by(other)))).toBe(false);
    expect(await db.transaction().execute((tx) => retryCertificate(tx, id, by(other)))).toBeNull();
  }
  expect((await findMaterial(db, line.shop.id, mine))?.issued).not.toBeNull();
  expect((await findCertificate(db, line.shop.id, open))?.status).toBe('queued');
});

test('a certificate is shown with everything that was asked for and came of it', async () => {
  const id = await line.issue({
    ...named('shown.imdst.com', 'www.shown.imdst.com'),
    subject: { organization: 'Shop' },
    csr: Buffer.from('csr'),
    ignored: ['extension keyUsage'],
    labels: { env: 'prod' },
  });
  expect(await findCertificate(line.store.db, line.shop.id, id)).toMatchObject({
    id,
    status: 'issued',
    commonName: 'shown.imdst.com',
    sans: ['shown.imdst.com', 'www.shown.imdst.com'],
    subject: { organization: 'Shop' },
    authority: 'issuing',
    profile: 'server',
    key: { algorithm: 'ecdsa-p256', source: 'csr' },
    ignored: ['extension keyUsage'],
    notAfter: '2027-01-30T00:00:00.000Z',
    team: 'shop',
    requestedBy: 'test',
    failure: null,
    labels: { env: 'prod' },
  });
});
