import type { AuthorityId } from '@certline/contracts';
import type { Actor } from '@certline/domain';
import { sql } from 'kysely';
import { recordEvent } from './audit.ts';
import type { Database } from './database.ts';

/** A revocation list that is ready to be served, in its two parts. */
export type StoredCrl = { number: bigint; toBeSigned: Uint8Array; signature: Uint8Array; nextUpdate: Date };

/** The newest signed list of an authority, or undefined. */
export async function findCrl(db: Database, authority: AuthorityId): Promise<StoredCrl | undefined> {
  const row = await db
    .selectFrom('crl')
    .select(['number', 'to_be_signed', 'signature', 'next_update'])
    .where('authority_id', '=', authority)
    .where('signature', 'is not', null)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (row === undefined || row.signature === null) return undefined;
  return {
    number: BigInt(row.number),
    toBeSigned: row.to_be_signed,
    signature: row.signature,
    nextUpdate: row.next_update,
  };
}

/** What a list must name: serials that were revoked, or whose signature nobody can rule out. */
export async function listRevokedSerials(
  db: Database,
  authority: AuthorityId,
): Promise<{ serialNumber: Uint8Array; revokedAt: Date }[]> {
  return db
    .selectFrom('certificate as c')
    .innerJoin('certificate_intent as i', 'i.certificate_id', 'c.id')
    .select(['i.serial as serialNumber', 'i.committed_at as revokedAt'])
    .where('i.authority_id', '=', authority)
    .where('c.status', '=', 'failed')
    .execute();
}

/**
 * Commits the bytes of a new list before they are signed, under the number that comes next.
 * Several workers may try: one wins each number, the others get null.
 */
export async function commitCrlIntent(
  db: Database,
  authority: AuthorityId,
  build: (number: bigint) => { toBeSigned: Uint8Array; thisUpdate: Date; nextUpdate: Date },
): Promise<{ number: bigint; toBeSigned: Uint8Array } | null> {
  const last = await sql<{ next: string }>`
    select (coalesce(max(number), 0) + 1)::text as next from crl where authority_id = ${authority}`.execute(
    db,
  );
  const number = BigInt(last.rows[0]?.next ?? '1');
  const { toBeSigned, thisUpdate, nextUpdate } = build(number);
  const stored = await sql<{ to_be_signed: Uint8Array }>`
    insert into crl (authority_id, number, to_be_signed, this_update, next_update)
    values (${authority}, ${number.toString()}, ${Buffer.from(toBeSigned)}, ${thisUpdate}, ${nextUpdate})
    on conflict do nothing returning to_be_signed`.execute(db);
  const [row] = stored.rows;
  return row === undefined ? null : { number, toBeSigned: row.to_be_signed };
}

/** Stores the signature over a committed list and records it. */
export async function storeCrlSignature(
  db: Database,
  authority: { id: AuthorityId; slug: string },
  number: bigint,
  signature: Uint8Array,
  actor: Actor,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('crl')
      .set({ signature: Buffer.from(signature) })
      .where('authority_id', '=', authority.id)
      .where('number', '=', number.toString())
      .execute();
    await recordEvent(
      tx,
      { team: null },
      {
        at: new Date().toISOString(),
        actor,
        requestId: null,
        event: { type: 'authority.crl_signed', authority: authority.slug, number: number.toString() },
      },
    );
  });
}
