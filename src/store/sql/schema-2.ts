import type { Store } from '../../model/store.ts';

/** Messages between replicas and subscribers of the status page. */
export function secondSchema(kind: Store['kind']): readonly string[] {
  const text = kind === 'postgres' ? 'text collate "C"' : 'text';
  return [
    `create table inbox (id ${text} primary key, at bigint not null, body ${text} not null)`,
    'create index inbox_by_time on inbox (at, id)',
    `create table subscribers (id ${text} primary key, created_at bigint not null, body ${text} not null)`,
    'create index subscribers_by_time on subscribers (created_at)',
  ];
}
