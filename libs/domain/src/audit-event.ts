import type { CertificateId } from '@certline/contracts';
import type { RuleOutcome } from '@certline/contracts';

/** Who did it. Programs act through API keys; `system` is the production line itself. */
export type Actor =
  | { kind: 'user'; id: string; name: string }
  | { kind: 'api_key'; id: string; name: string }
  | { kind: 'system'; name: string };

/**
 * What is recorded, in the transaction of the change that it tells of. One event may cover all
 * certificates of a chunk. Times are RFC 3339 UTC. No key, passphrase or token is ever part of one.
 */
export type AuditEvent =
  | {
      type: 'certificates.requested';
      certificates: CertificateId[];
      /** The line's first stations: asked, allowed and queued. */
      askedAt: string;
      allowedAt: string;
      rules: RuleOutcome[];
    }
  | {
      type: 'certificates.signing';
      intents: { certificate: CertificateId; issuer: string; serial: string; toBeSignedSha256: string }[];
    }
  | {
      type: 'certificates.issued';
      signedAt: string;
      issued: { certificate: CertificateId; fingerprintSha256: string }[];
    }
  | { type: 'certificates.failed'; failures: { certificate: CertificateId; code: string; detail: string }[] }
  /** The line itself is held up, for instance by a CA key that is away: nothing fails, all of it is tried again. */
  | { type: 'certificates.delayed'; certificates: CertificateId[]; attempts: number }
  | { type: 'certificates.retried'; certificates: CertificateId[] }
  | { type: 'certificates.cancelled'; certificates: CertificateId[] }
  | { type: 'certificates.key_downloaded'; certificates: CertificateId[] }
  | { type: 'authority.created'; authority: string; fingerprintSha256: string }
  | { type: 'authority.crl_signed'; authority: string; number: string }
  | { type: 'api_key.created'; apiKey: string; name: string; scopes: string[] }
  | { type: 'api_key.revoked'; apiKey: string }
  | { type: 'user.created'; user: string }
  | { type: 'user.password_replaced'; user: string }
  | { type: 'user.signed_in'; user: string }
  | { type: 'team.created'; team: string; slug: string; name: string }
  | { type: 'team.member_added'; team: string; user: string; role: string };

/** An audit event as it is stored: what happened, who did it and when, encoded once. */
export type AuditRecord = { at: string; actor: Actor; requestId: string | null; event: AuditEvent };

/** The exact bytes that are stored, hashed and later proved: UTF-8 JSON, written once, never re-encoded. */
export function encodeAuditRecord(record: AuditRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

/** Reads what `encodeAuditRecord` wrote. The bytes come from our own table, so their shape is known. */
export function decodeAuditRecord(bytes: Uint8Array): AuditRecord {
  return JSON.parse(new TextDecoder().decode(bytes)) as AuditRecord;
}
