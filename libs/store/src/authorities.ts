import type { AuthorityId, KeyAlgorithmName } from '@certline/contracts';
import type { Actor } from '@certline/domain';
import { sql } from 'kysely';
import { recordEvent } from './audit.ts';
import type { Database, Tx } from './database.ts';

/** An authority with its certificate's DER. */
export type AuthorityRecord = {
  id: AuthorityId;
  slug: string;
  name: string;
  kind: 'root' | 'intermediate';
  issuerId: AuthorityId | null;
  isDefault: boolean;
  keyAlgorithm: KeyAlgorithmName;
  certificate: Uint8Array;
  notBefore: Date;
  notAfter: Date;
};

const COLUMNS = [
  'id',
  'slug',
  'name',
  'kind',
  'issuer_id as issuerId',
  'is_default as isDefault',
  'key_algorithm as keyAlgorithm',
  'certificate',
  'not_before as notBefore',
  'not_after as notAfter',
] as const;

/** All authorities, roots first. There are few: everyone may see them, clients must trust them. */
export function listAuthorities(db: Database | Tx): Promise<AuthorityRecord[]> {
  return db.selectFrom('authority').select(COLUMNS).orderBy('kind', 'desc').orderBy('id').execute();
}

/** Lets nobody else add an authority until the transaction ends. Reading goes on. */
export async function holdAuthorities(tx: Tx): Promise<void> {
  await sql`lock table authority in share row exclusive mode`.execute(tx);
}

/** How many certificates an authority has issued to one team. */
export async function countIssued(db: Database, team: string): Promise<Map<AuthorityId, number>> {
  const rows = await sql<{ authority_id: AuthorityId; issued: number }>`
    select authority_id, count(*)::int as issued from certificate
    where team_id = ${team} and authority_id is not null and status in ('issued', 'revoked')
    group by authority_id`.execute(db);
  return new Map(rows.rows.map((row) => [row.authority_id, row.issued]));
}

/** Adds an authority. Used by the ceremony, as the owner of the database. */
export async function insertAuthority(
  tx: Tx,
  authority: AuthorityRecord,
  by: { actor: Actor; fingerprintSha256: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('authority')
    .values({
      id: authority.id,
      slug: authority.slug,
      name: authority.name,
      kind: authority.kind,
      issuer_id: authority.issuerId,
      is_default: authority.isDefault,
      key_algorithm: authority.keyAlgorithm,
      certificate: Buffer.from(authority.certificate),
      not_before: authority.notBefore,
      not_after: authority.notAfter,
    })
    .execute();
  await recordEvent(
    tx,
    { team: null },
    {
      at: by.now.toISOString(),
      actor: by.actor,
      requestId: null,
      event: {
        type: 'authority.created',
        authority: authority.slug,
        fingerprintSha256: by.fingerprintSha256,
      },
    },
  );
}
