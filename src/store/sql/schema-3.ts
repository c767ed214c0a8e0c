import type { Store } from '../../model/store.ts';

/** Senders, releases, source maps; groups sorted by age and number. */
export function thirdSchema(kind: Store['kind']): readonly string[] {
  const text = kind === 'postgres' ? 'text collate "C"' : 'text';
  return [
    `create table ingest_projects (id ${text} primary key, body ${text} not null)`,
    `create table ingest_keys (public_key ${text} primary key, body ${text} not null)`,
    `create table releases (version ${text} primary key, created_at bigint not null, body ${text} not null)`,
    'create index releases_by_time on releases (created_at)',
    `create table source_files (kind ${text} not null, name ${text} not null, at bigint not null, body ${text} not null,
      primary key (kind, name))`,
    'create index source_files_by_time on source_files (at)',
    `create table upload_chunks (hash ${text} primary key, at bigint not null, body ${text} not null)`,
    'create index upload_chunks_by_time on upload_chunks (at)',
    'alter table event_groups add column first_seen bigint not null default 0',
    'alter table event_groups add column total bigint not null default 0',
    'create index event_groups_by_first on event_groups (kind, first_seen)',
  ];
}
