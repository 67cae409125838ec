import type { AuthorityId, CertificateId, ChunkId, RuleOutcome, TeamId } from '@certline/contracts';
import type { Actor, AuditRecord, CertificateRequest } from '@certline/domain';
import { primaryName, subjectAltNameText } from '@certline/domain';
import { sql } from 'kysely';
import { recordEvent } from '../audit.ts';
import type { Tx } from '../database.ts';
import { newCertificateId, newChunkId } from '../ids.ts';
import { insertPortalChunk } from '../line/portal-chunk.ts';
import { sanToColumn } from '../san-column.ts';

/** A request that was resolved and allowed, with who asked and when. */
export type Acceptance = {
  team: TeamId;
  /** The issuing authority's id; null for a self-signed certificate. */
  authorityId: AuthorityId | null;
  request: CertificateRequest;
  actor: Actor;
  requestId: string;
  askedAt: Date;
  allowedAt: Date;
  rules: RuleOutcome[];
};

/** The first dispatch of a chunk, for the caller to hand to the queue after the commit. */
export type AcceptedCertificate = { certificate: CertificateId; chunk: ChunkId; dispatch: number };

/**
 * Takes one portal request in: a chunk of one certificate, already marked as dispatched, for the caller
 * hands it to the queue right after the commit. If that fails, the dispatch lapses and the dispatcher
 * of a worker hands it out instead.
 */
export async function acceptCertificate(tx: Tx, acceptance: Acceptance): Promise<AcceptedCertificate> {
  const { team, request, actor } = acceptance;
  const certificate = newCertificateId();
  const chunk = newChunkId();
  const sanValues = request.sans.map((san) => san.value);
  const name = primaryName(request.commonName, request.sans.map(subjectAltNameText));
  // Search asks in lower case; only e-mail addresses and URIs have another.
  const otherNames = [...new Set([name, ...sanValues].map((value) => value.toLowerCase()))].filter(
    (value) => value !== name,
  );

  await insertPortalChunk(tx, team, chunk);
  await sql`
    with new_certificate as (
      insert into certificate (id, team_id, chunk_id, authority_id, profile, status, name, common_name, sans, subject,
        validity_days, key_algorithm, csr, ignored, labels, requested_by, created_at)
      values (${certificate}, ${team}, ${chunk}, ${acceptance.authorityId}, ${request.profile}, 'queued', ${name},
        ${request.commonName}, ${request.sans.map(sanToColumn)}, ${JSON.stringify(request.subject)},
        ${request.validityDays}, ${request.keyAlgorithm}, ${request.csr === null ? null : Buffer.from(request.csr)},
        ${request.ignored}, ${JSON.stringify(request.labels)}, ${actor.name}, ${acceptance.askedAt})
    )
    insert into certificate_name (team_id, certificate_id, name)
    select ${team}::uuid, ${certificate}::uuid, other from unnest(${otherNames}::text[]) as other`.execute(
    tx,
  );

  const record: AuditRecord = {
    at: acceptance.allowedAt.toISOString(),
    actor,
    requestId: acceptance.requestId,
    event: {
      type: 'certificates.requested',
      certificates: [certificate],
      askedAt: acceptance.askedAt.toISOString(),
      allowedAt: acceptance.allowedAt.toISOString(),
      rules: acceptance.rules,
    },
  };
  await recordEvent(tx, { team, chunk, certificate }, record);
  return { certificate, chunk, dispatch: 1 };
}
