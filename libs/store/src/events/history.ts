import type { CertificateEvent, CertificateId, TeamId } from '@certline/contracts';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { toCertificateEvents } from './certificate-events.ts';

/** A certificate's history, oldest first: its own events, and those that name it of each chunk that it was in. */
export async function listHistory(
  db: Database,
  team: TeamId,
  id: CertificateId,
): Promise<CertificateEvent[]> {
  const rows = await sql<{ xid: string; id: string; record: Uint8Array }>`
    with chunks as (
      select chunk_id from certificate where id = ${id} and team_id = ${team}
      union select chunk_id from audit_event where certificate_id = ${id}
    ), named as (
      select * from audit_event where certificate_id = ${id}
      union all
      select event.* from chunks join audit_event as event using (chunk_id) where event.certificate_id is null
    )
    select xid::text as xid, id::text as id, record from named
    where team_id = ${team} order by named.id limit 200`.execute(db);
  return rows.rows.flatMap(toCertificateEvents).filter((event) => event.certificate === id);
}
