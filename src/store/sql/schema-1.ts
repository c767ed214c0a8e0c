import type { Store } from '../../model/store.ts';

/** The first schema, in words both databases know. Later ones are further files; this one never changes. */
export function firstSchema(kind: Store['kind']): readonly string[] {
  const isPostgres = kind === 'postgres';
  const clustered = isPostgres ? '' : 'without rowid';
  const statements = [
    ...documents(),
    ...measurements({ clustered, partitioned: isPostgres ? 'partition by range (at)' : clustered }),
    ...work(),
    ...(isPostgres ? appendOnlyInPostgres : appendOnlyInSqlite),
  ];
  // Names sort by code point in SQLite; collation "C" is the same order in PostgreSQL.
  return isPostgres
    ? statements.map((statement) => statement.replaceAll(/\btext\b/g, 'text collate "C"'))
    : statements;
}

const documents = (): readonly string[] => [
  'create table monitors (id text primary key, body text not null)',
  'create table monitor_states (monitor text primary key, body text not null)',
  `create table incidents (id text primary key, is_open smallint not null, started_at bigint not null,
    body text not null)`,
  'create index incidents_by_time on incidents (started_at)',
  'create index incidents_open on incidents (started_at) where is_open = 1',
  'create table deploys (id text primary key, at bigint not null, body text not null)',
  'create index deploys_by_time on deploys (at)',
  'create table maintenance (id text primary key, from_at bigint not null, body text not null)',
  'create table users (id text primary key, email_key text not null unique, body text not null)',
  'create table credentials (hash text primary key, expires_at bigint, body text not null)',
  'create index credentials_by_end on credentials (expires_at)',
  'create table audit (id text primary key, at bigint not null, body text not null)',
  'create index audit_by_time on audit (at)',
  'create table settings (key text primary key, body text not null)',
  `create table runs (id text primary key, kind text not null, at bigint not null, title text not null,
    body text not null)`,
  'create index runs_by_time on runs (kind, at)',
];

const measurements = (form: {
  readonly clustered: string;
  readonly partitioned: string;
}): readonly string[] => [
  `create table samples (monitor text not null, at bigint not null, region text not null, outcome text not null,
    total_ms double precision, dns_ms double precision, connect_ms double precision, tls_ms double precision,
    first_byte_ms double precision, body_ms double precision, layer text, code text, message text not null,
    address text, is_resumed smallint not null, lag_ms double precision not null, evidence text,
    primary key (monitor, at, region)) ${form.partitioned}`,
  `create table rollups (step smallint not null, monitor text not null, from_at bigint not null,
    region text not null, total bigint not null, up bigint not null, degraded bigint not null,
    down bigint not null, sketch text not null, is_settled smallint not null,
    primary key (step, monitor, from_at, region)) ${form.clustered}`,
  'create index rollups_open on rollups (step, from_at) where is_settled = 0',
  'create index rollups_open_of_monitor on rollups (monitor, step, from_at) where is_settled = 0',
  'create index rollups_by_time on rollups (step, from_at)',
  `create table series (series text not null, from_at bigint not null, total bigint not null,
    errors bigint not null, sum double precision not null, sketch text,
    primary key (series, from_at)) ${form.clustered}`,
  'create index series_by_time on series (from_at)',
];

const work = (): readonly string[] => [
  `create table outbox (id text primary key, route text not null, alert text not null,
    created_at bigint not null, next_at bigint not null, attempts bigint not null, state text not null,
    last_detail text, message_id text, claimed_at bigint)`,
  "create index outbox_due on outbox (next_at) where state = 'waiting'",
  'create index outbox_by_time on outbox (created_at)',
  'create table events (id text primary key, group_id text not null, at bigint not null, body text not null)',
  'create index events_of_group on events (group_id, at)',
  'create index events_by_time on events (at)',
  `create table event_groups (id text primary key, kind text not null, status text not null,
    last_seen bigint not null, search_text text not null, body text not null)`,
  'create index event_groups_by_time on event_groups (kind, last_seen)',
  `create table leases (name text primary key, holder text not null, taken_at bigint not null,
    expires_at bigint not null, token bigint not null)`,
  'create table beats (name text primary key, at bigint not null)',
];

const appendOnlyInSqlite = ['update', 'delete'].map(
  (verb) => `create trigger audit_keeps_${verb} before ${verb} on audit
    begin select raise(abort, 'the audit trail is only added to'); end`,
);

const appendOnlyInPostgres = [
  `create function audit_is_kept() returns trigger language plpgsql as
    $$ begin raise exception 'the audit trail is only added to'; end $$`,
  `create trigger audit_keeps before update or delete or truncate on audit
    for each statement execute function audit_is_kept()`,
  // Days get partitions of their own; this one takes samples of a clock gone wrong.
  'create table samples_other partition of samples default',
];
