import type { CertificateId, ChunkId, TeamId } from '@certline/contracts';
import type { Actor } from '@certline/domain';
import { MOVES } from '@certline/domain';
import { recordEvent } from '../audit.ts';
import type { Tx } from '../database.ts';
import { newChunkId } from '../ids.ts';
import { insertPortalChunk } from '../line/portal-chunk.ts';

/** Who makes the move, for the record. */
export type MoveBy = { team: TeamId; actor: Actor; requestId: string };

/** Cancels a certificate whose intent is not committed. False when its state does not allow that (any more). */
export async function cancelCertificate(tx: Tx, id: CertificateId, by: MoveBy): Promise<boolean> {
  const moved = await tx
    .updateTable('certificate')
    .set({ status: MOVES.cancel.to })
    .where('id', '=', id)
    .where('team_id', '=', by.team)
    .where('status', 'in', MOVES.cancel.from)
    .returning('chunk_id')
    .executeTakeFirst();
  if (moved === undefined) return false;
  await recordEvent(
    tx,
    { team: by.team, chunk: moved.chunk_id, certificate: id },
    {
      at: new Date().toISOString(),
      actor: by.actor,
      requestId: by.requestId,
      event: { type: 'certificates.cancelled', certificates: [id] },
    },
  );
  return true;
}

/**
 * Sends a failed certificate through the line again, in a chunk of its own. Null when it has not failed, or
 * when it failed after its intent was committed: that serial counts as issued and revoked, and a
 * certificate has only one intent.
 */
export async function retryCertificate(
  tx: Tx,
  id: CertificateId,
  by: MoveBy,
): Promise<{ chunk: ChunkId; dispatch: number } | null> {
  const eligible = await tx
    .selectFrom('certificate')
    .select('chunk_id')
    .where('id', '=', id)
    .where('team_id', '=', by.team)
    .where('status', 'in', MOVES.retry.from)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('certificate_intent').select('certificate_id').where('certificate_id', '=', id),
        ),
      ),
    )
    .forUpdate()
    .executeTakeFirst();
  if (eligible === undefined) return null;
  const chunk = newChunkId();
  await insertPortalChunk(tx, by.team, chunk);
  await tx
    .updateTable('certificate')
    .set({ status: MOVES.retry.to, failure_code: null, failure_detail: null, chunk_id: chunk })
    .where('id', '=', id)
    .execute();
  await recordEvent(
    tx,
    // Filed under the chunk that it leaves: from here its history finds what that one recorded for all of its rows.
    { team: by.team, chunk: eligible.chunk_id, certificate: id },
    {
      at: new Date().toISOString(),
      actor: by.actor,
      requestId: by.requestId,
      event: { type: 'certificates.retried', certificates: [id] },
    },
  );
  return { chunk, dispatch: 1 };
}
