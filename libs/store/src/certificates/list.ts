import type { Certificate, CertificateId, ListCertificates, Page, TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { selectCertificates, toCertificate } from './read.ts';

/** The filters of a list; `after` is the id that the previous page ended with. */
export type CertificateFilter = Omit<ListCertificates, 'cursor'> & { after: CertificateId | null };

/** A page of the team's certificates, newest first. `nextCursor` is the plain id to go on after. */
export async function listCertificates(
  db: Database,
  team: TeamId,
  filter: CertificateFilter,
): Promise<Page<Certificate>> {
  let query = selectCertificates(db)
    .where('c.team_id', '=', team)
    .orderBy('c.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.after !== null) query = query.where('c.id', '<', filter.after);
  if (filter.status !== undefined) query = query.where('c.status', '=', filter.status);
  if (filter.batch !== undefined) query = query.where(sql<boolean>`c.batch_id::text = ${filter.batch}`);
  if (filter.authority === 'self') query = query.where('c.authority_id', 'is', null);
  else if (filter.authority === 'default') query = query.where('a.is_default', '=', true);
  else if (filter.authority !== undefined)
    query = query.where(sql<boolean>`${filter.authority} in (a.slug, a.id::text)`);
  if (filter.expiresBefore !== undefined)
    // The team once more, for the index of that table.
    query = query.where('i.team_id', '=', team).where('i.not_after', '<', new Date(filter.expiresBefore));
  if (filter.label !== undefined) {
    const [key, value] = splitOnce(filter.label, ':');
    // Said twice, for the index holds only rows that have labels.
    query = query.where(
      sql<boolean>`c.labels <> '{}' and c.labels @> ${JSON.stringify({ [key]: value })}::jsonb`,
    );
  }
  if (filter.q !== undefined && filter.q.trim() !== '') {
    query = query.where(sql<boolean>`c.id in (${matching(team, filter.q.trim().toLowerCase())})`);
  }
  const rows = await query.execute();
  const items = rows.slice(0, filter.limit).map(toCertificate);
  return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Ids that a search finds: each arm can be answered by an index of its own. */
function matching(team: TeamId, q: string) {
  const prefix = `${escapeLike(q)}%`;
  // A suffix begins at a label: `example.com` finds `www.example.com`, not `badexample.com`.
  const suffix = `${escapeLike(reverse(q.startsWith('.') ? q : `.${q}`))}%`;
  const hex = q.replaceAll(/[:\s]/g, '');
  const byNumber = /^[0-9a-f]{4,64}$/.test(hex)
    ? sql`
      union select certificate_id from certificate_intent where team_id = ${team} and (${hexPrefix('serial', hex)} or ${hexPrefix('serial', `00${hex}`)})
      union select certificate_id from certificate_issuance where team_id = ${team} and ${hexPrefix('fingerprint_sha256', hex)}`
    : sql``;
  return sql`
    select id from certificate where team_id = ${team} and name like ${prefix}
    union select id from certificate where team_id = ${team} and reverse(name) like ${suffix}
    union select certificate_id from certificate_name where team_id = ${team} and name like ${prefix}
    union select certificate_id from certificate_name where team_id = ${team} and reverse(name) like ${suffix}
    ${byNumber}`;
}

/** Bytes that begin with these digits, as a range that an index answers. A serial has a zero octet for its sign. */
function hexPrefix(column: 'serial' | 'fingerprint_sha256', hex: string) {
  const from = Buffer.from(hex.slice(0, 64).padEnd(64, '0'), 'hex');
  const to = Buffer.from(hex.slice(0, 64).padEnd(64, 'f'), 'hex');
  // A value that ends before the padding does sorts below the padded lower end.
  const floor = from.subarray(0, Math.floor(Math.min(hex.length, 64) / 2));
  return sql`(${sql.ref(column)} between ${floor} and ${to} and encode(${sql.ref(column)}, 'hex') like ${`${hex}%`})`;
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
const reverse = (text: string): string => Array.from(text).reverse().join('');

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
