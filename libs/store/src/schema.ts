import type {
  ApiKeyId,
  AuthorityId,
  CertificateId,
  CertificateStatus,
  ChunkId,
  KeyAlgorithmName,
  Labels,
  Scope,
  TeamId,
} from '@certline/contracts';
import type { CertificateRequest } from '@certline/domain';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string | undefined, Date | string>;

type Team = { id: TeamId; slug: string; name: string; created_at: Instant };
type TeamMember = { team_id: TeamId; user_id: string; role: string; created_at: Instant };
type AuthUser = { id: string; name: string; email: string };

type ApiKey = {
  id: ApiKeyId;
  team_id: TeamId;
  name: string;
  secret_sha256: Uint8Array;
  scopes: Scope[];
  created_by: string;
  created_at: Instant;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

type Authority = {
  id: AuthorityId;
  slug: string;
  name: string;
  kind: 'root' | 'intermediate';
  issuer_id: AuthorityId | null;
  is_default: boolean;
  key_algorithm: KeyAlgorithmName;
  certificate: Uint8Array;
  not_before: Date;
  not_after: Date;
  created_at: Instant;
};

type Crl = {
  authority_id: AuthorityId;
  number: ColumnType<string, string | bigint>;
  to_be_signed: Uint8Array;
  signature: Uint8Array | null;
  this_update: Date;
  next_update: Date;
};

type Chunk = {
  id: ChunkId;
  team_id: TeamId;
  lane: Lane;
  status: 'waiting' | 'claimed' | 'done';
  claim: Generated<number>;
  lease_until: Date | null;
  dispatch: Generated<number>;
  dispatched_until: Date | null;
  attempts: Generated<number>;
  not_before: Instant;
  last_error: string | null;
  created_at: Instant;
};

type Certificate = {
  id: CertificateId;
  team_id: TeamId;
  chunk_id: ChunkId;
  authority_id: AuthorityId | null;
  profile: string;
  status: CertificateStatus;
  claim: Generated<number>;
  name: string;
  common_name: string | null;
  sans: string[];
  subject: JSONColumnType<CertificateRequest['subject']>;
  validity_days: number;
  key_algorithm: KeyAlgorithmName;
  csr: Uint8Array | null;
  ignored: string[];
  labels: JSONColumnType<Labels>;
  requested_by: string;
  created_at: Instant;
  failure_code: string | null;
  failure_detail: string | null;
  batch_id: string | null;
  renews: CertificateId | null;
};

type CertificateName = { team_id: TeamId; certificate_id: CertificateId; name: string };

type CertificateIntent = {
  certificate_id: CertificateId;
  team_id: TeamId;
  authority_id: AuthorityId | null;
  serial: Uint8Array;
  not_before: Date;
  not_after: Date;
  to_be_signed: Uint8Array;
  sealed_key: Uint8Array | null;
  claim: number;
  committed_at: Instant;
};

type CertificateIssuance = {
  certificate_id: CertificateId;
  team_id: TeamId;
  signature: Uint8Array;
  fingerprint_sha256: Uint8Array;
  issued_at: Instant;
};

type AuditEventRow = {
  id: Generated<string>;
  xid: Generated<string>;
  team_id: TeamId | null;
  chunk_id: ChunkId | null;
  certificate_id: CertificateId | null;
  record: Uint8Array;
};

type IdempotencyKey = {
  team_id: TeamId;
  caller: string;
  route: string;
  key: string;
  request_sha256: Uint8Array;
  resource_id: string;
  created_at: Instant;
};

/** Portal requests go before bulk ones. */
export type Lane = 'portal' | 'bulk';

/** The tables as the migrations leave them. */
export type Schema = {
  team: Team;
  team_member: TeamMember;
  auth_user: AuthUser;
  api_key: ApiKey;
  authority: Authority;
  crl: Crl;
  chunk: Chunk;
  certificate: Certificate;
  certificate_name: CertificateName;
  certificate_intent: CertificateIntent;
  certificate_issuance: CertificateIssuance;
  audit_event: AuditEventRow;
  idempotency_key: IdempotencyKey;
};
