import type { Store } from '../../model/store.ts';

/** Requests through the product, kept for some days. */
export function fourthSchema(kind: Store['kind']): readonly string[] {
  const text = kind === 'postgres' ? 'text collate "C"' : 'text';
  return [
    `create table traces (id ${text} primary key, at bigint not null, environment ${text} not null,
      route ${text} not null, duration_ms double precision not null, is_probe smallint not null, row_body ${text} not null,
      spans ${text} not null)`,
    'create index traces_of_route on traces (environment, route, at)',
    'create index traces_by_time on traces (at)',
  ];
}
