import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The first schema: teams, people, authorities, the production line and the record of what happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [PEOPLE, AUTHORITIES, LINE, RECORD, GRANTS]) await sql.raw(statement).execute(db);
}

// better-auth owns the shape of the auth_ tables; a test in the api asks it whether anything is missing.
const PEOPLE = `
create table team (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  created_at timestamptz not null default now()
);
create table auth_user (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table auth_session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth_user (id) on delete cascade
);
create index auth_session_user on auth_session ("userId");
create table auth_account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth_user (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create index auth_account_user on auth_account ("userId");
create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);
create table team_member (
  team_id uuid not null references team (id),
  user_id text not null references auth_user (id) on delete cascade,
  role text not null,
  created_at timestamptz not null default now(),
  primary key (user_id, team_id)
);
create table api_key (
  id uuid primary key,
  team_id uuid not null references team (id),
  name text not null,
  secret_sha256 bytea not null unique,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_team on api_key (team_id, id);
`;

const AUTHORITIES = `
create table authority (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  kind text not null check (kind in ('root', 'intermediate')),
  issuer_id uuid references authority (id),
  is_default boolean not null default false,
  key_algorithm text not null,
  certificate bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  created_at timestamptz not null default now()
);
create unique index authority_one_default on authority (is_default) where is_default;
create table crl (
  authority_id uuid not null references authority (id),
  number bigint not null,
  to_be_signed bytea not null,
  signature bytea,
  this_update timestamptz not null,
  next_update timestamptz not null,
  primary key (authority_id, number)
);
`;

const LINE = `
create table chunk (
  id uuid primary key,
  team_id uuid not null references team (id),
  lane text not null check (lane in ('portal', 'bulk')),
  status text not null check (status in ('waiting', 'claimed', 'done')),
  claim integer not null default 0,
  lease_until timestamptz,
  dispatch integer not null default 0,
  dispatched_until timestamptz,
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now()
);
create index chunk_open on chunk (lane, id) where status <> 'done';

create table certificate (
  id uuid primary key,
  team_id uuid not null references team (id),
  chunk_id uuid not null references chunk (id),
  authority_id uuid references authority (id),
  profile text not null,
  status text not null check (status in ('awaiting_approval', 'queued', 'signing', 'issued', 'revoked', 'rejected',
    'failed', 'cancelled')),
  claim integer not null default 0,
  name text not null,
  common_name text,
  sans text[] not null,
  subject jsonb not null,
  validity_days integer not null,
  key_algorithm text not null,
  csr bytea,
  ignored text[] not null,
  labels jsonb not null,
  requested_by text not null,
  created_at timestamptz not null default now(),
  failure_code text,
  failure_detail text,
  batch_id uuid,
  renews uuid references certificate (id)
) with (fillfactor = 80);
comment on column certificate.name is 'The name it goes by: common name, else first SAN';
comment on column certificate.sans is 'type:value, such as dns:www.example.com or ip:10.0.0.7';
create index certificate_chunk on certificate (chunk_id);
create index certificate_team on certificate (team_id, id);
create index certificate_team_status on certificate (team_id, status, id);
create index certificate_name_prefix on certificate (team_id, name text_pattern_ops);
create index certificate_name_suffix on certificate (team_id, reverse(name) text_pattern_ops);
create index certificate_labels on certificate using gin (labels jsonb_path_ops) where labels <> '{}';
create index certificate_renews on certificate (renews) where renews is not null;

create table certificate_name (
  team_id uuid not null,
  certificate_id uuid not null references certificate (id),
  name text not null,
  primary key (certificate_id, name)
);
comment on table certificate_name is 'The SAN values besides certificate.name, for search';
create index certificate_other_name_prefix on certificate_name (team_id, name text_pattern_ops);
create index certificate_other_name_suffix on certificate_name (team_id, reverse(name) text_pattern_ops);

create table certificate_intent (
  certificate_id uuid primary key references certificate (id),
  team_id uuid not null,
  authority_id uuid,
  serial bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  to_be_signed bytea not null,
  sealed_key bytea,
  claim integer not null,
  committed_at timestamptz not null default clock_timestamp()
);
create unique index certificate_intent_serial on certificate_intent (serial);
create index certificate_intent_expiry on certificate_intent (team_id, not_after);

create table certificate_issuance (
  certificate_id uuid primary key references certificate_intent (certificate_id),
  team_id uuid not null,
  signature bytea not null,
  fingerprint_sha256 bytea not null,
  issued_at timestamptz not null default clock_timestamp()
);
create index certificate_issuance_fingerprint on certificate_issuance (fingerprint_sha256);
`;

const RECORD = `
create table audit_event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  team_id uuid,
  chunk_id uuid,
  certificate_id uuid,
  record bytea not null
);
comment on column audit_event.xid is 'Orders events by transaction: those below the oldest running one can no longer be joined by others';
create index audit_event_order on audit_event (xid, id);
create index audit_event_team on audit_event (team_id, xid, id);
create index audit_event_chunk on audit_event (chunk_id) where certificate_id is null;
create index audit_event_certificate on audit_event (certificate_id) where certificate_id is not null;

create table idempotency_key (
  team_id uuid not null references team (id),
  caller text not null,
  route text not null,
  key text not null,
  request_sha256 bytea not null,
  resource_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (team_id, caller, route, key)
);
create index idempotency_key_age on idempotency_key (created_at);
`;

// Group roles without login: the operator's login roles are members of them. The api can add events and
// requests; it can neither change nor remove an event, an intent or an issuance.
const GRANTS = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'certline_api') then create role certline_api nologin; end if;
  if not exists (select from pg_roles where rolname = 'certline_worker') then create role certline_worker nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
grant usage on schema public to certline_api, certline_worker;
grant select on all tables in schema public to certline_api;
grant insert, update, delete on auth_user, auth_session, auth_account, auth_verification, team_member to certline_api;
grant insert on team, api_key, chunk, certificate, certificate_name, idempotency_key to certline_api;
-- Not id and xid: nobody but the owner chooses where in the order an event stands.
grant insert (team_id, chunk_id, certificate_id, record) on audit_event to certline_api, certline_worker;
grant update (last_used_at, revoked_at) on api_key to certline_api;
grant update (status, failure_code, failure_detail, chunk_id) on certificate to certline_api;
grant select on team, authority, crl, chunk, certificate, certificate_intent, certificate_issuance, audit_event, idempotency_key to certline_worker;
grant insert on crl, certificate_intent, certificate_issuance to certline_worker;
grant update (signature) on crl to certline_worker;
grant update on chunk to certline_worker;
grant update (status, claim, failure_code, failure_detail) on certificate to certline_worker;
grant delete on idempotency_key to certline_worker;
`;
